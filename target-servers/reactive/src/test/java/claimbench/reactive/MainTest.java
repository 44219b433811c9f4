package claimbench.reactive;

import claimbench.kit.ProcessContract;

class MainTest extends ProcessContract {
    MainTest() {
        // As the jar's manifest has it.
        super(ReactiveServer.NAME, Main.class, "--enable-native-access=ALL-UNNAMED");
    }
}
