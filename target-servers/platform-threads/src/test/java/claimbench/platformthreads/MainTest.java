package claimbench.platformthreads;

import claimbench.kit.ProcessContract;

class MainTest extends ProcessContract {
    MainTest() {
        super(PlatformThreadsServer.NAME, Main.class);
    }
}
