package claimbench.harness.report;

import claimbench.harness.result.EnvironmentRecord;
import claimbench.harness.result.Trial.Finding;
import claimbench.harness.result.Trial.Finding.State;
import claimbench.harness.result.TrustCheck;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What measurements on a machine can show, and what they can't, and why: for whoever cites a result. */
public final class Conclusions {
    /** Cores from which on generator, upstream and target share none. */
    private static final int CORES_APART = 4;

    /**
     * One kind of statement about what was measured.
     *
     * @param statement such as "which model answers sooner"
     * @param because the reason, in words
     */
    @JsonPropertyOrder({"statement", "can", "because"})
    public record Conclusion(String statement, boolean can, String because) {}

    private Conclusions() {}

    /**
     * For a machine.
     *
     * @param findings of the machine and of the tools
     */
    public static List<Conclusion> of(EnvironmentRecord machine, Collection<Finding> findings) {
        var conclusions = new ArrayList<Conclusion>();
        conclusions.add(new Conclusion(
                "how many times as fast one way of doing the work is as another, on one target",
                true,
                "both are measured in the same process in random order, so whatever the machine does hits both"));
        conclusions.add(parallel(machine));
        conclusions.add(apart(machine));
        conclusions.add(fromIntendedStart(findings));
        conclusions.add(shortTimes(findings));
        conclusions.add(again(findings));
        conclusions.add(outside(findings));
        return List.copyOf(conclusions);
    }

    private static Conclusion parallel(EnvironmentRecord machine) {
        int cores = machine.cores().size();
        return new Conclusion(
                "how much faster work becomes on several cores",
                cores > 1,
                cores == 1
                        ? "there is one core"
                        : cores < CORES_APART
                                ? "there are " + cores
                                        + " cores; the generator shares them, so the figure is a little too small"
                                : "there are " + cores + " cores, and one of them is kept for the load");
    }

    private static Conclusion apart(EnvironmentRecord machine) {
        int cores = machine.cores().size();
        String statement = "which target answers sooner, or needs less CPU time a request";
        if (!machine.taskset()) {
            return new Conclusion(
                    statement, false, "processes cannot be kept to cores: the load takes time from the target");
        }
        return new Conclusion(
                statement,
                cores > 1,
                cores == 1
                        ? "the load runs on the target's own core"
                        : cores < CORES_APART
                                ? "the target has a core of its own; the upstream shares the generator's, so upstream"
                                        + " lateness is watched in each trial"
                                : "target, generator and upstream have cores of their own");
    }

    private static Conclusion fromIntendedStart(Collection<Finding> findings) {
        String statement = "how long users wait when a server stands still (open loads)";
        Optional<Finding> freeze = find(findings, TrustCheck.FREEZE);
        return freeze.map(finding -> new Conclusion(statement, finding.state() == State.PASSED, finding.detail()))
                .orElseGet(() -> new Conclusion(
                        statement,
                        false,
                        "no freeze test was made: claimbench doctor --measure, or run --witness, makes one"));
    }

    private static Conclusion shortTimes(Collection<Finding> findings) {
        String statement = "times of some microseconds";
        return find(findings, TrustCheck.CLOCK_SOURCE)
                .map(finding -> new Conclusion(
                        statement,
                        finding.state() == State.PASSED,
                        switch (finding.state()) {
                            case PASSED -> "the clock (" + finding.detail() + ") is read in tens of nanoseconds";
                            case FAILED -> "the clock (" + finding.detail() + ") takes about a microsecond to be read";
                            case UNKNOWN -> finding.detail();
                        }))
                .orElseGet(() -> new Conclusion(statement, false, "the clock was not looked at"));
    }

    private static Conclusion again(Collection<Finding> findings) {
        String statement = "figures in milliseconds or requests a second that another day will give again";
        Optional<Finding> governor = find(findings, TrustCheck.FREQUENCY_GOVERNOR);
        boolean fixed =
                governor.filter(finding -> finding.state() == State.PASSED).isPresent();
        return new Conclusion(
                statement,
                fixed,
                fixed
                        ? "the cores run at a fixed frequency"
                        : governor.map(finding -> "the cores' frequency is not known to be fixed: " + finding.detail())
                                .orElse("the cores' frequency was not looked at"));
    }

    private static Conclusion outside(Collection<Finding> findings) {
        String statement = "that Gatling itself measures rightly, by another tool's word";
        return find(findings, TrustCheck.SECOND_WITNESS)
                .map(finding -> new Conclusion(statement, finding.state() == State.PASSED, finding.detail()))
                .orElseGet(() -> new Conclusion(
                        statement, false, "wrk was not asked: claimbench doctor --measure, or run --witness, asks it"));
    }

    private static Optional<Finding> find(Collection<Finding> findings, TrustCheck check) {
        return findings.stream().filter(finding -> finding.check() == check).findFirst();
    }
}
