package claimbench.platformthreads;

import claimbench.contract.ProcessContract;

class MainTest extends ProcessContract {
    MainTest() {
        super(PlatformThreadsServer.NAME, Main.class);
    }
}
