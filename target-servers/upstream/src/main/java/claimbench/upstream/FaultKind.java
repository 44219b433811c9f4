package claimbench.upstream;

import claimbench.contract.Parameter;
import claimbench.contract.WireName;
import java.util.List;
import java.util.Locale;

/** What can be wrong with the upstream. */
enum FaultKind implements WireName {
    /** No new connection is accepted, and calls on those there are get no answer: as if the process were gone. */
    REFUSE(List.of(Fault.FOR_MS, Fault.EVERY_MS)),
    /** The connection is reset when the call is here. */
    RESET(List.of(Fault.SHARE, Fault.SEED)),
    /** No answer comes; the connection stays. */
    STALL_HEAD(List.of(Fault.SHARE, Fault.SEED)),
    /** The answer stops in the middle of its body; the connection stays. */
    STALL_BODY(List.of(Fault.SHARE, Fault.SEED)),
    /** The answer stops in the middle of its body, and the connection is closed. */
    SHORT_BODY(List.of(Fault.SHARE, Fault.SEED)),
    /** More bytes come than the answer's length says; the connection stays. */
    LONG_BODY(List.of(Fault.SHARE, Fault.SEED)),
    /** The body comes a byte at a time. */
    DRIP(List.of(Fault.SHARE, Fault.SEED, Fault.GAP_MS)),
    /** 500 at once. */
    STATUS_500(List.of(Fault.SHARE, Fault.SEED)),
    /** 503 at once. */
    STATUS_503(List.of(Fault.SHARE, Fault.SEED)),
    /** 503 at once, for a while and again after a while. */
    BURST(List.of(Fault.SHARE, Fault.SEED, Fault.FOR_MS, Fault.EVERY_MS));

    /** All of them, as the command line's help has them; a test keeps it true. */
    static final String NAMES =
            "refuse, reset, stall-head, stall-body, short-body, long-body, drip, status-500," + " status-503, burst";

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of, of immutable parameters
    private final List<Parameter<?>> parameters;

    FaultKind(List<Parameter<?>> parameters) {
        this.parameters = parameters;
    }

    /** What can be set of it, beside the kind. */
    List<Parameter<?>> parameters() {
        return parameters;
    }

    @Override
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
