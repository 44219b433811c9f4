package claimbench.harness.claim;

import claimbench.harness.experiment.ProgramSubject;
import claimbench.harness.result.ProgramRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Cuts a claim that a program shows into cells, one for each of its cases on each subject.
 *
 * <p>A trace has no interval: it is the expected one, or it is not. A cell is undecided where the program crashed, where its
 * runs differ, or where there are fewer than {@value Judge#TRIALS_MIN} of them to tell.
 */
final class TraceCells {
    private TraceCells() {}

    /** What the programs were to be run on, or were, in the order of tables. */
    static List<String> subjects(Observations run) {
        return ProgramSubject.names().stream()
                .filter(subject -> run.programRunsPlanned().containsKey(subject)
                        || run.programRuns().stream()
                                .anyMatch(one -> one.subject().equals(subject)))
                .toList();
    }

    /** Whether the claims' own subject was run. */
    static boolean direct(Observations run) {
        return Stream.of(ProgramSubject.values())
                .filter(ProgramSubject::isClaimsOwn)
                .anyMatch(subject -> run.programRuns().stream()
                        .anyMatch(one -> one.subject().equals(subject.wireName()) && one.completed()));
    }

    /** The cells of a claim, cases first. */
    static List<Cell> of(Observations run, Claim claim) {
        var cells = new ArrayList<Cell>();
        for (Case oneCase : claim.cases()) {
            for (String subject : subjects(run)) {
                cells.add(cell(run, claim, oneCase, subject));
            }
        }
        return List.copyOf(cells);
    }

    private static Cell cell(Observations run, Claim claim, Case oneCase, String subject) {
        ExpectedTrace expected = Required.key("trace", oneCase.trace());
        List<ProgramRun> runs = run.programRuns().stream()
                .filter(one -> one.subject().equals(subject))
                .toList();
        List<ProgramRun.Scene> scenes = runs.stream()
                .map(one -> one.scene(claim.id(), expected.scene()))
                .flatMap(Optional::stream)
                .toList();
        int planned = run.programRunsPlanned().getOrDefault(subject, runs.size());
        List<Doubt> doubts = doubts(runs, scenes, planned);
        List<TraceRow> traces = scenes.isEmpty()
                ? List.of()
                : List.of(new TraceRow(
                        oneCase.label(), subject, expected, scenes.getFirst().trace(), scenes.size()));
        return new Cell(oneCase.label(), subject, List.of(), traces, doubts, Map.of());
    }

    private static List<Doubt> doubts(List<ProgramRun> runs, List<ProgramRun.Scene> scenes, int planned) {
        var doubts = new ArrayList<Doubt>();
        List<ProgramRun> failed = runs.stream().filter(one -> !one.completed()).toList();
        if (!failed.isEmpty()) {
            doubts.add(Doubt.ofTrials(
                    DoubtKind.FAILED,
                    new Text("%s runs of the programs failed", "程序的 %of 次运行中有 %n 次失败"),
                    failed.size(),
                    runs.size(),
                    failed.getFirst().id(),
                    String.valueOf(failed.getFirst().message())));
        }
        if (runs.size() < planned) {
            doubts.add(Doubt.ofTrials(
                    DoubtKind.MISSING,
                    new Text("%s runs of the programs are missing", "程序的 %of 次运行中有 %n 次缺失"),
                    planned - runs.size(),
                    planned,
                    "",
                    ""));
        }
        int completed = runs.size() - failed.size();
        if (scenes.size() < completed) {
            doubts.add(Doubt.ofTrials(
                    DoubtKind.MISSING,
                    new Text("the program was left out of %s runs", "程序的 %of 次运行中有 %n 次没有执行它"),
                    completed - scenes.size(),
                    completed,
                    "",
                    ""));
        }
        List<ProgramRun.Scene> crashed =
                scenes.stream().filter(scene -> scene.failure() != null).toList();
        if (!crashed.isEmpty()) {
            doubts.add(Doubt.ofTrials(
                    DoubtKind.PROGRAM,
                    new Text("the program crashed in %s runs", "程序的 %of 次运行中有 %n 次崩溃"),
                    crashed.size(),
                    scenes.size(),
                    "",
                    Objects.requireNonNull(crashed.getFirst().failure())));
        }
        if (scenes.size() == 1 && doubts.isEmpty()) {
            doubts.add(Doubt.that(
                    DoubtKind.PROGRAM,
                    "it was run once only, so nobody knows whether it always does the same",
                    "只运行了一次，不知道是否每次都一样"));
        }
        difference(scenes).map(text -> Doubt.that(DoubtKind.PROGRAM, text)).ifPresent(doubts::add);
        return List.copyOf(doubts);
    }

    private static Optional<Text> difference(List<ProgramRun.Scene> scenes) {
        return scenes.stream()
                .skip(1)
                .map(scene -> TraceRow.firstDifference(
                        scenes.getFirst().trace(), new Text("in another run", "另一次运行中是"), scene.trace()))
                .flatMap(Optional::stream)
                .findFirst()
                .map(difference -> new Text("its runs differ: " + difference.en(), "各次运行不一致：" + difference.zh()));
    }
}
