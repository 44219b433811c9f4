package claimbench.reactive;

import claimbench.contract.ProcessContract;

class MainTest extends ProcessContract {
    MainTest() {
        // As the jar's manifest has it.
        super(ReactiveServer.NAME, Main.class, "--enable-native-access=ALL-UNNAMED");
    }
}
