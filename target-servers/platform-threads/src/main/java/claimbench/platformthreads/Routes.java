package claimbench.platformthreads;

import claimbench.contract.CpuRequest;
import claimbench.contract.FanoutRequest;
import claimbench.contract.WaitRequest;
import claimbench.http.UpstreamClient;
import claimbench.runtime.Handlers;

/** The routes of this target, a file each. Thread-safe. */
final class Routes implements Handlers {
    private final FanoutRoute fanout;
    private final CpuRoute cpu;

    Routes(Tasks tasks, UpstreamClient upstream) {
        fanout = new FanoutRoute(tasks, upstream);
        cpu = new CpuRoute(tasks);
    }

    @Override
    public WaitRequest.Answer waitFor(WaitRequest request) throws InterruptedException {
        return WaitRoute.answer(request);
    }

    @Override
    public FanoutRequest.Answer fanout(FanoutRequest request) throws Exception {
        return fanout.answer(request);
    }

    @Override
    public CpuRequest.Answer cpu(CpuRequest request) throws Exception {
        return cpu.answer(request);
    }
}
