package claimbench.harness.run;

import claimbench.harness.result.Trial.Finding;
import claimbench.harness.result.TrustCheck;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Whether a target is what it seems: it waits when it is asked to, for all who ask at once, and keeps nothing of them. A
 * target that does not is measured precisely, and the figures are about its fault. All limits stand here.
 *
 * <p>How many it lets wait at once is the sum of all time that answered requests had asked for, over the window: as many as
 * there are users where nothing holds them back, and one where they wait in turn, however long each takes. Where it is one,
 * a question that asks for no time tells why: it is answered at once beside a lock, and waits with the rest where the
 * only thread is blocked.
 */
final class TargetChecks {
    /** What clocks and timers may be off by: an answer may come sooner by a millisecond and a hundredth. */
    private static final long EARLY_NANOS = 1_000_000;

    private static final double EARLY_SHARE = 0.01;

    /** With fewer users, a busy machine looks like a lock. */
    static final int USERS_MIN = 8;

    /** What comes with a request beside its wait would be most of a shorter one. */
    static final double ASKED_SECONDS_MIN = 0.02;

    /** Fewer requests than this at once are one at a time. */
    static final double AT_ONCE_MIN = 2;

    /** A question takes no longer than this share of the shortest request, where the target does not stand still. */
    private static final double QUESTION_SHARE = 0.5;

    /** Share of the largest heap that may be in use after a collection with nothing under way. */
    static final double LIVE_SHARE_MAX = 0.25;

    /** Growth of open files or threads beyond what the load needs. */
    private static final int GROWTH_SLACK = 50;

    /** Growth of the resident set beyond the largest heap, as a share of that. */
    private static final double RESIDENT_SLACK = 0.125;

    private TargetChecks() {}

    /**
     * What a request's name has of times.
     *
     * @param askedNanos for how long the target was to wait
     * @param answered in the window
     * @param shortestNanos from the start of a request to its answer
     */
    record Waited(long askedNanos, long answered, long shortestNanos) {}

    /** Whether no answer came sooner than it can; by request name. */
    static Finding early(Map<String, Waited> waited) {
        var early = new ArrayList<String>();
        waited.forEach((name, one) -> {
            double least = one.askedNanos * (1 - EARLY_SHARE) - EARLY_NANOS;
            if (one.answered > 0 && one.shortestNanos < least) {
                early.add(String.format(
                        Locale.ROOT,
                        "%s was answered after %.1f ms, and had asked for %.1f ms",
                        name,
                        one.shortestNanos / 1e6,
                        one.askedNanos / 1e6));
            }
        });
        return new Finding(
                TrustCheck.EARLY_ANSWERS,
                early.isEmpty(),
                early.isEmpty() ? "none sooner than what it had asked for" : String.join("; ", early));
    }

    /**
     * Whether those who wait, wait at once.
     *
     * @param users of the closed load
     * @param questionNanos how long questions took that asked for no time, the median; empty where none was put
     * @return the finding that fits, and the other one; empty with too few users, or where waits are short
     */
    static List<Finding> atOnce(
            Map<String, Waited> waited, double windowSeconds, int users, OptionalDouble questionNanos) {
        double askedSeconds = askedSeconds(waited);
        long answered = waited.values().stream().mapToLong(Waited::answered).sum();
        if (users < USERS_MIN || answered == 0 || askedSeconds / answered < ASKED_SECONDS_MIN) {
            return List.of();
        }
        double atOnce = askedSeconds / windowSeconds;
        String seen = seen(atOnce, users);
        if (atOnce >= AT_ONCE_MIN) {
            return List.of(
                    new Finding(TrustCheck.ONE_AT_A_TIME, true, seen),
                    new Finding(TrustCheck.BLOCKED_LOOP, true, seen));
        }
        if (questionNanos.isEmpty()) {
            String why = seen + "; whether other routes answered meanwhile is not known";
            return List.of(
                    new Finding(TrustCheck.ONE_AT_A_TIME, false, why), Finding.unknown(TrustCheck.BLOCKED_LOOP, why));
        }
        long shortest = waited.values().stream()
                .mapToLong(Waited::askedNanos)
                .filter(nanos -> nanos > 0)
                .min()
                .orElse(0);
        boolean blocked = questionNanos.getAsDouble() > QUESTION_SHARE * shortest;
        String why = seen
                + String.format(
                        Locale.ROOT,
                        "; a question that asks for no time took %.1f ms",
                        questionNanos.getAsDouble() / 1e6);
        return List.of(
                new Finding(TrustCheck.ONE_AT_A_TIME, blocked, blocked ? why + ": see BLOCKED_LOOP" : why),
                new Finding(TrustCheck.BLOCKED_LOOP, !blocked, why));
    }

    /**
     * The same of a baseline that is meant to let one wait at a time: that it does is what others are compared with, and no fault. Whether it was
     * a loop that stood still, nobody asks.
     */
    static List<Finding> inTurn(Map<String, Waited> waited, double windowSeconds, int users) {
        double atOnce = askedSeconds(waited) / windowSeconds;
        boolean oneAtATime = atOnce < AT_ONCE_MIN;
        String seen = seen(atOnce, users)
                + (oneAtATime
                        ? ", as this baseline is meant to"
                        : ", and this baseline is meant to serve one at a time");
        return List.of(
                new Finding(TrustCheck.ONE_AT_A_TIME, oneAtATime, seen),
                Finding.unknown(TrustCheck.BLOCKED_LOOP, seen));
    }

    /** For how long all answered requests had asked to wait. */
    private static double askedSeconds(Map<String, Waited> waited) {
        return waited.values().stream()
                        .mapToDouble(one -> one.askedNanos * (double) one.answered)
                        .sum()
                / 1e9;
    }

    private static String seen(double atOnce, int users) {
        return String.format(Locale.ROOT, "%.1f requests of %d users waited at once", atOnce, users);
    }

    /**
     * What a target holds, and what it may hold.
     *
     * @param filesGrowth of its open files in the window; empty where that is not shown
     * @param threadsGrowth of its threads in the window
     * @param residentGrowth of its resident set in the window, in bytes
     * @param needed files and threads that the load needs at once
     * @param heapMax its largest heap in bytes, as it declares; empty where it does not
     * @param live bytes of its heap that are in use after a collection, when the load has ended; empty where that was not
     *     measured in this trial
     */
    record Held(
            Optional<Integer> filesGrowth,
            Optional<Integer> threadsGrowth,
            Optional<Long> residentGrowth,
            long needed,
            OptionalLong heapMax,
            OptionalLong live) {}

    /** Whether it let go of what has ended. */
    static Finding leak(Held held) {
        var kept = new ArrayList<String>();
        var seen = new ArrayList<String>();
        long max = held.needed + held.needed / 10 + GROWTH_SLACK;
        held.filesGrowth.ifPresent(growth -> judge(
                growth > max, growth + " more files open in the window, at most " + max + " allowed", kept, seen));
        held.threadsGrowth.ifPresent(
                growth -> judge(growth > max, growth + " more threads, at most " + max + " allowed", kept, seen));
        if (held.heapMax.isPresent()) {
            long heap = held.heapMax.getAsLong();
            long resident = Math.round(heap * (1 + RESIDENT_SLACK));
            held.residentGrowth.ifPresent(growth -> judge(
                    growth > resident,
                    mebibytes(growth) + " more resident, at most " + mebibytes(resident) + " allowed",
                    kept,
                    seen));
            long live = Math.round(heap * LIVE_SHARE_MAX);
            held.live.ifPresent(bytes -> judge(
                    bytes > live,
                    mebibytes(bytes) + " of heap in use after the load, at most " + mebibytes(live) + " allowed",
                    kept,
                    seen));
        }
        if (seen.isEmpty() && kept.isEmpty()) {
            return Finding.unknown(TrustCheck.LEAK, "the system does not show what the target's process holds");
        }
        return new Finding(TrustCheck.LEAK, kept.isEmpty(), String.join("; ", kept.isEmpty() ? seen : kept));
    }

    private static void judge(boolean tooMuch, String text, List<String> kept, List<String> seen) {
        (tooMuch ? kept : seen).add(text);
    }

    /** The largest heap that these flags of a JVM give it, in bytes; empty where they say nothing of it. */
    static OptionalLong heapMax(List<String> flags) {
        return flags.stream()
                .filter(flag -> flag.matches("-Xmx\\d{1,9}[kKmMgG]"))
                .mapToLong(flag -> Long.parseLong(flag.substring(4, flag.length() - 1))
                        << switch (Character.toLowerCase(flag.charAt(flag.length() - 1))) {
                            case 'k' -> 10;
                            case 'm' -> 20;
                            default -> 30;
                        })
                .reduce((first, last) -> last);
    }

    private static String mebibytes(long bytes) {
        return (bytes >> 20) + " MiB";
    }

    /** The middle of some durations; empty where there are none. */
    static OptionalDouble median(List<Duration> durations) {
        double[] nanos =
                durations.stream().mapToDouble(Duration::toNanos).sorted().toArray();
        int middle = nanos.length / 2;
        return nanos.length == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(nanos.length % 2 == 1 ? nanos[middle] : (nanos[middle - 1] + nanos[middle]) / 2);
    }
}
