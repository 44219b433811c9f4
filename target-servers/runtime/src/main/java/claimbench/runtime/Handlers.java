package claimbench.runtime;

import claimbench.contract.CpuRequest;
import claimbench.contract.FanoutRequest;
import claimbench.contract.WaitRequest;

/**
 * The work of a target in direct style, a method a route: what a model does in its own way. A method returns when the
 * work is done, and may throw whatever it likes; {@link Dispatcher} makes the answer. Called by as many threads, or
 * coroutines, as there are requests at once.
 */
public interface Handlers {
    WaitRequest.Answer waitFor(WaitRequest request) throws Exception;

    FanoutRequest.Answer fanout(FanoutRequest request) throws Exception;

    CpuRequest.Answer cpu(CpuRequest request) throws Exception;

    /**
     * The work of one route.
     *
     * @param <Q> what is asked
     * @param <A> what is answered
     */
    @FunctionalInterface
    interface Work<Q, A> {
        A answer(Q request) throws Exception;
    }

    /** Handlers that have each route's work in a place of its own. */
    static Handlers of(
            Work<WaitRequest, WaitRequest.Answer> waitFor,
            Work<FanoutRequest, FanoutRequest.Answer> fanout,
            Work<CpuRequest, CpuRequest.Answer> cpu) {
        return new Handlers() {
            @Override
            public WaitRequest.Answer waitFor(WaitRequest request) throws Exception {
                return waitFor.answer(request);
            }

            @Override
            public FanoutRequest.Answer fanout(FanoutRequest request) throws Exception {
                return fanout.answer(request);
            }

            @Override
            public CpuRequest.Answer cpu(CpuRequest request) throws Exception {
                return cpu.answer(request);
            }
        };
    }
}
