package claimbench.harness.report;

import claimbench.harness.claim.Figures;
import claimbench.harness.claim.Judge;
import claimbench.harness.claim.Observations;
import claimbench.harness.claim.Text;
import claimbench.harness.result.PlannedTrial;
import claimbench.harness.result.RunLock;
import claimbench.harness.result.RunRecord;
import claimbench.harness.result.StoredRun;
import claimbench.harness.result.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** How a run went, where that is worth a word: it stopped before its last round, it was cut off, it went on. */
public final class Course {
    private Course() {}

    /** A sentence each in English, in the order of time; none for a run that went as planned. */
    public static List<String> sentences(StoredRun run) {
        return texts(run).stream().map(Text::en).toList();
    }

    /** The same in both languages; what was noted down while the run went on is in English in both. */
    static List<Text> texts(StoredRun run) {
        RunRecord record = run.run();
        var sentences = new ArrayList<Text>();
        record.resumptions().forEach(resumption -> sentences.add(resumed(resumption, record)));
        if (!run.disturbed().isEmpty()) {
            sentences.add(disturbed(run.disturbed()));
        }
        RunRecord.Stop stop = record.stopped();
        if (stop != null) {
            sentences.add(stopped(stop, record));
        }
        if (record.stopping().early()) {
            String level = Figures.percent(Observations.of(run).level());
            String usual = Figures.percent(Judge.LEVEL);
            sentences.add(new Text(
                    "Its intervals were looked at after each round from the third on, to stop once all are decided; each"
                            + " look has its share of the doubt, so this one is made at " + level + " in place of "
                            + usual
                            + " confidence.",
                    "从第三轮起，每轮之后都检查各区间，一旦全部判定就停止；每次检查都要分担一份误判的可能，所以这一次的置信水平取 " + level + "，而不是 " + usual + "。"));
        }
        if (!run.finished()) {
            sentences.add(unfinished(run));
        }
        return List.copyOf(sentences);
    }

    /** What nothing could have changed was saved; what there was no time for is missing. */
    private static Text stopped(RunRecord.Stop stop, RunRecord record) {
        int planned = record.plan().size();
        int left = planned - record.due().size();
        String en = "The run " + stop.detail() + "; " + record.rounds() + " rounds were planned, so " + left + " of "
                + planned + " trials were ";
        String zh = "；原计划 " + record.rounds() + " 轮，因此";
        return switch (stop.reason()) {
            case DECIDED ->
                new Text(
                        en + "saved.",
                        "运行在第 " + stop.round() + " 轮之后提前结束（所有区间都已判定）" + zh + "省去了 " + planned + " 次试验中的 " + left
                                + " 次。");
            case TIME_BUDGET -> {
                Text within = within(record.stopping());
                yield new Text(
                        en + "not made, to end within " + within.en() + ".",
                        "运行在第 " + stop.round() + " 轮之后提前结束（再做一轮会超时）" + zh + " " + planned + " 次试验中有 " + left
                                + " 次没有做，以便在" + within.zh() + "之内结束。");
            }
        };
    }

    /** The time that a run was given: by who started it, or else by its profile, which keeps the first rounds in any case. */
    private static Text within(RunRecord.Stopping stopping) {
        Long millis = stopping.timeBudgetMillis();
        if (millis == null) {
            return new Text("the time budget", "时间预算");
        }
        long seconds = Math.ceilDiv(millis, 1_000L);
        boolean minutes = seconds % 60 == 0;
        long number = minutes ? seconds / 60 : seconds;
        String en = number + (minutes ? " minute" : " second") + (number == 1 ? "" : "s");
        String zh = number + (minutes ? " 分钟" : " 秒");
        return stopping.roundsAtLeast() > 0
                ? new Text("the profile's " + en, "该档位的 " + zh)
                : new Text("the time budget of " + en, " " + zh + "的时间预算");
    }

    /** What they found the first time is in their checks, and no figure of theirs was looked at. */
    private static Text disturbed(List<Trial> trials) {
        String ids = trials.stream()
                .map(trial -> trial.id() + " ("
                        + trial.findings().stream()
                                .filter(finding ->
                                        finding.failed() && finding.check().isDisturbance())
                                .map(finding -> finding.check().name())
                                .collect(Collectors.joining(", "))
                        + ")")
                .collect(Collectors.joining(", "));
        return new Text(
                (trials.size() == 1 ? "One trial was" : trials.size() + " trials were")
                        + " disturbed from beside and measured again at once, whatever the figures said, and the second measurement counts: "
                        + ids + ".",
                trials.size() + " 次试验受到外来干扰，当即重新测量（与测得的数字无关），以第二次为准：" + ids.replace(", ", "、") + "。");
    }

    private static Text resumed(RunRecord.Resumption resumption, RunRecord record) {
        String at = Markdown.minute(resumption.at());
        String notes = resumption.notes().stream().map(note -> "; " + note).collect(Collectors.joining());
        String after = resumption.afterTrial();
        String lost = resumption.lostTrial();
        return new Text(
                "The run was cut off "
                        + (after == null
                                ? "before its first trial had ended"
                                : "after trial " + after + ", " + resumption.trialsEnded() + " of "
                                        + record.plan().size())
                        + ", and went on at " + at
                        + (lost == null ? "" : "; " + lost + " was in flight, and measured anew")
                        + notes + ".",
                "运行曾经中断（"
                        + (after == null
                                ? "第一次试验还没有结束"
                                : "在试验 " + after + " 之后，" + record.plan().size() + " 次中的第 " + resumption.trialsEnded()
                                        + " 次")
                        + "），于 " + at + " 继续"
                        + (lost == null ? "" : "；当时正在进行的 " + lost + " 重新测量")
                        + notes.replace("; ", "；") + "。");
    }

    private static Text unfinished(StoredRun run) {
        List<PlannedTrial> missing = run.missing();
        var parts = new ArrayList<String>();
        var inChinese = new ArrayList<String>();
        if (!run.missingPrograms().isEmpty()) {
            String programs = String.join(", ", run.missingPrograms());
            parts.add("runs of programs: " + programs);
            inChinese.add("程序的运行：" + programs);
        }
        if (!missing.isEmpty()) {
            int due = run.run().due().size();
            String first = missing.getFirst().id();
            String last = missing.getLast().id();
            parts.add(missing.size() + " of " + due + " trials, "
                    + (missing.size() == 1 ? first : first + " to " + last));
            inChinese.add(due + " 次试验中的 " + missing.size() + " 次（"
                    + (missing.size() == 1 ? first : first + " 至 " + last) + "）");
        }
        boolean goingOn = RunLock.holder(run.dir()).isPresent();
        return new Text(
                "The run " + (goingOn ? "is still going on" : "was cut off")
                        + (parts.isEmpty()
                                ? ": nothing is missing but its end"
                                : "; missing are " + String.join(", and ", parts))
                        + ". `claimbench resume` finishes a run that was cut off.",
                "运行" + (goingOn ? "仍在进行" : "中途被打断")
                        + (inChinese.isEmpty() ? "：除了收尾，什么都不缺" : "；还缺：" + String.join("，以及", inChinese))
                        + "。`claimbench resume` 可以完成被打断的运行。");
    }
}
