package claimbench.virtualthreads;

import claimbench.contract.ProcessContract;

class MainTest extends ProcessContract {
    MainTest() {
        super(VirtualThreadsServer.NAME, Main.class);
    }
}
