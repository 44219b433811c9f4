package claimbench.runtime;

import claimbench.contract.CpuRequest;
import claimbench.contract.FanoutRequest;
import claimbench.contract.WaitRequest;

/**
 * The work of a target in direct style, a method a route: what a model does in its own way. A method returns when the
 * work is done, and may throw whatever it likes; {@link Dispatcher} makes the answer.
 */
public interface Handlers {
    WaitRequest.Answer waitFor(WaitRequest request) throws Exception;

    FanoutRequest.Answer fanout(FanoutRequest request) throws Exception;

    CpuRequest.Answer cpu(CpuRequest request) throws Exception;
}
