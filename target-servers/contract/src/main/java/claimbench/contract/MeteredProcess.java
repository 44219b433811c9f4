package claimbench.contract;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** The kinds of process that have meters. */
public enum MeteredProcess implements WireName {
    PLATFORM_THREADS,
    VIRTUAL_THREADS,
    EVENT_LOOP,
    REACTIVE,
    UPSTREAM,
    GENERATOR,
    HARNESS;

    /** The targets that come with the product. */
    public static final Set<MeteredProcess> TARGETS = Set.of(PLATFORM_THREADS, VIRTUAL_THREADS, EVENT_LOOP, REACTIVE);

    /** Those that answer requests. */
    public static final Set<MeteredProcess> SERVERS = with(TARGETS, UPSTREAM);

    /** All. */
    public static final Set<MeteredProcess> ALL = Set.of(values());

    /** Value of the label {@link MeterNames#PROCESS}. */
    @Override
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Value of the label {@link MeterNames#ROLE}. */
    public String role() {
        return TARGETS.contains(this) ? "target" : wireName();
    }

    private static Set<MeteredProcess> with(Set<MeteredProcess> some, MeteredProcess more) {
        var all = EnumSet.of(more);
        all.addAll(some);
        return Set.copyOf(all);
    }
}
