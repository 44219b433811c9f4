package claimbench.harness.performance;

import claimbench.contract.CpuWork;
import claimbench.contract.User;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Requests that a server can be asked too many of.
 *
 * @param name as in results
 * @param text for people
 * @param asks what is asked by the request of each number
 * @param backends whether the upstream and the database are needed
 */
record OverloadLoad(String name, String text, IntFunction<Ask> asks, boolean backends) {
    /** About a millisecond of work: a core does about a thousand a second, and a refusal is cheap beside it, or should be. */
    private static final int UNITS = 40;

    /** 20 connections to the database give a thousand a second. */
    private static final int DB_MS = 20;

    /**
     * What is refused is refused on the same core on which the work is done: the harder case, since each refusal takes
     * something from what was let in.
     */
    static final OverloadLoad CPU = cpu();

    /** What runs out is the pool of connections to the database, and not the core: what is let in waits, and costs memory. */
    static final OverloadLoad POOL = new OverloadLoad(
            "overload-pool",
            "/profile/ID?mode=serial&db-ms=" + DB_MS + "&api-ms=1",
            number -> {
                int id = 1 + number % User.SEEDED;
                return new Ask("/profile/" + id + "?mode=serial&db-ms=" + DB_MS + "&api-ms=1", "\"id\":" + id);
            },
            true);

    /** A little work between waits, as most requests are: many are let in, and the core runs out all the same. */
    static final OverloadLoad MIXED = mixed();

    static final List<OverloadLoad> ALL = List.of(CPU, MIXED, POOL);

    private static OverloadLoad cpu() {
        String target = "/cpu?tasks=1&units=" + UNITS + "&mode=serial";
        var ask = new Ask(target, CpuWork.text(CpuWork.checksum(1, UNITS)));
        return new OverloadLoad("overload-cpu", target, _ -> ask, false);
    }

    private static OverloadLoad mixed() {
        // 5 % of 20 ms are work: as much as above.
        String target = "/mixed?tasks=1&total-ms=20&io-share=0.95&mode=serial&units-per-ms=" + UNITS;
        var ask = new Ask(target, CpuWork.text(CpuWork.checksum(1, UNITS)));
        return new OverloadLoad("overload-mixed", target, _ -> ask, false);
    }
}
