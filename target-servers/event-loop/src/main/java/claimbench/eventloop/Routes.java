package claimbench.eventloop;

import claimbench.contract.CpuRequest;
import claimbench.contract.FanoutRequest;
import claimbench.contract.WaitRequest;
import claimbench.http.UpstreamClient;
import claimbench.runtime.Handlers;
import java.util.concurrent.Executor;

/** The routes of this target, a file each. For one loop; each method is called in a coroutine. */
final class Routes implements Handlers {
    private final FanoutRoute fanout;
    private final CpuRoute cpu;

    Routes(UpstreamClient upstream, Executor pool) {
        fanout = new FanoutRoute(upstream);
        cpu = new CpuRoute(pool);
    }

    @Override
    public WaitRequest.Answer waitFor(WaitRequest request) throws Exception {
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
