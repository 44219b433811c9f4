package claimbench.harness.report;

import claimbench.harness.report.document.Block;
import claimbench.harness.report.document.Code;
import claimbench.harness.report.document.Heading;
import claimbench.harness.report.document.TableBlock;
import claimbench.harness.report.document.TableBlock.Cell;
import claimbench.harness.report.document.TableBlock.Column;
import claimbench.harness.result.EnvironmentRecord;
import claimbench.harness.result.ProgramRun;
import claimbench.harness.result.RunRecord;
import claimbench.harness.result.StoredRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** On what it was measured. */
final class MachineSection {
    private MachineSection() {}

    static List<Block> of(StoredRun stored, Say say) {
        EnvironmentRecord machine = stored.environment();
        RunRecord run = stored.run();
        int cores = machine.cores().size();
        var rows = new ArrayList<List<Cell>>();
        row(
                rows,
                say.pick("processor", "处理器"),
                machine.cpuModel()
                        + say.comma()
                        + machine.architecture()
                        + say.comma()
                        + say.pick(cores + (cores == 1 ? " core" : " cores"), cores + " 核"));
        row(rows, say.pick("memory", "内存"), Markdown.gigabytes(machine.memoryBytes()));
        row(rows, say.pick("system", "操作系统"), machine.os() + say.comma() + machine.kernel());
        row(rows, "JDK", machine.jdk());
        stored.programRuns().stream()
                .filter(one -> one.runtime() != null)
                .map(MachineSection::runtime)
                .distinct()
                .forEach(runtime -> row(rows, say.pick("programs ran on", "程序运行于"), runtime));
        String database = run.database();
        if (database != null) {
            boolean embedded = database.equals(RunRecord.EMBEDDED);
            row(
                    rows,
                    say.pick("database", "数据库"),
                    embedded ? say.pick(database, "内嵌") : say.pick("one of the user's", "由用户提供"));
        }
        rows.add(List.of(
                Cell.of(say.pick("targets' flags", "目标的 JVM 参数")),
                Cell.of(new Code(String.join(" ", run.jvmFlags())))));
        row(
                rows,
                say.pick("load average before the run", "运行前的平均负载"),
                machine.loadAverage() < 0
                        ? say.pick("unknown", "未知")
                        : String.format(Locale.ROOT, "%.1f", machine.loadAverage()));
        String commit = run.commit();
        if (commit != null) {
            row(rows, say.pick("commit of claimbench", "claimbench 的提交"), commit);
        }
        run.versions().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(version -> row(rows, version.getKey(), version.getValue()));
        run.notes().forEach(note -> row(rows, say.pick("note", "备注"), say.noted(note)));
        return List.of(
                Heading.of(2, "environment", say.pick("The machine", "测试环境")),
                new TableBlock(
                        "machine",
                        say.pick("On what it was measured.", "测量所用的机器与软件。"),
                        List.of(Column.left(say.pick("what", "项目")), Column.left(say.pick("value", "内容"))),
                        rows));
    }

    private static String runtime(ProgramRun run) {
        return run.subject() + " – " + run.runtime();
    }

    private static void row(List<List<Cell>> rows, String what, String value) {
        rows.add(List.of(Cell.of(what), Cell.of(value)));
    }
}
