package claimbench.virtualthreads;

import claimbench.kit.ProcessContract;

class MainTest extends ProcessContract {
    MainTest() {
        super(VirtualThreadsServer.NAME, Main.class);
    }
}
