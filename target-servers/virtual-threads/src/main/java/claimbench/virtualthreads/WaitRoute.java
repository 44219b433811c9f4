package claimbench.virtualthreads;

import claimbench.contract.WaitRequest;

/** {@code /wait}: the virtual thread sleeps, and its carrier runs others. */
final class WaitRoute {
    private WaitRoute() {}

    static WaitRequest.Answer answer(WaitRequest request) throws InterruptedException {
        Thread.sleep(request.ms());
        return new WaitRequest.Answer(request.ms());
    }
}
