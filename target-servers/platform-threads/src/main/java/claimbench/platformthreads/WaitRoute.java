package claimbench.platformthreads;

import claimbench.contract.WaitRequest;

/** {@code /wait}: the thread sleeps, and is of no use to anybody meanwhile. */
final class WaitRoute {
    private WaitRoute() {}

    static WaitRequest.Answer answer(WaitRequest request) throws InterruptedException {
        Thread.sleep(request.ms());
        return new WaitRequest.Answer(request.ms());
    }
}
