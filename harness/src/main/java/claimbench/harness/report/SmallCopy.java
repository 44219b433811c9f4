package claimbench.harness.report;

import claimbench.harness.claim.Catalogue;
import claimbench.harness.report.document.Language;
import claimbench.harness.result.RunFiles;
import claimbench.harness.result.StoredRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * A run's verdicts, report, maps and machine in a folder of their own, without the raw data of its trials: small enough to be
 * committed, sent or put on a page.
 */
public final class SmallCopy {
    /** What programs and people read; what each trial gave, and every check of each, stays with the raw data. */
    private static final List<String> FILES =
            List.of(RunFiles.ENVIRONMENT, Report.VERDICTS, Report.MAPS, Report.AA, Report.CONTROLS);

    /** Beside their figures in the copy, which would otherwise be there twice. */
    private static final List<String> PAGES =
            Arrays.stream(Language.values()).map(Report::html).toList();

    private static final List<String> LEFT_OUT = List.of(Report.LATENCIES_CSV, Report.TRUST_CSV);

    private static final String README = "README.md";
    private static final String README_CHINESE = "README.zh-CN.md";

    private SmallCopy() {}

    /**
     * Copies what a report has written.
     *
     * @param run with its report
     * @param out an empty folder
     * @return the file to read first
     */
    public static Path write(StoredRun run, Catalogue catalogue, Path out) throws IOException {
        Path folder = Files.createDirectories(out.resolve(Report.FOLDER));
        for (String name : FILES) {
            if (Files.exists(run.dir().resolve(name))) {
                copy(run.dir().resolve(name), out.resolve(name));
            }
        }
        Path from = run.dir().resolve(Report.FOLDER);
        for (Path file : reports(from)) {
            Path to = folder.resolve(from.relativize(file));
            Files.createDirectories(Objects.requireNonNull(to.getParent()));
            if (PAGES.contains(file.getFileName().toString())) {
                Files.writeString(to, LinkedFigures.of(Files.readString(file), from));
            } else {
                copy(file, to);
            }
        }
        VerdictsFile verdicts = RunFiles.read(out.resolve(Report.VERDICTS), VerdictsFile.class);
        Files.write(out.resolve(README_CHINESE), inChinese(run, verdicts, catalogue));
        var lines = new ArrayList<String>();
        lines.add("# Run " + run.run().id());
        lines.add("");
        lines.add("[中文](" + README_CHINESE + ")");
        lines.add("");
        lines.add("What a run of profile " + run.run().profile() + " found, without the raw data of its "
                + run.trials().size() + " trials: [the report](" + Report.FOLDER + "/"
                + Report.markdown(Language.ENGLISH)
                + ") ([中文](" + Report.FOLDER + "/" + Report.markdown(Language.CHINESE) + "); as pages: `"
                + Report.html(Language.ENGLISH)
                + "`, `" + Report.html(Language.CHINESE) + "`), `"
                + Report.VERDICTS + "`, `" + Report.MAPS + "`, the machine (`" + RunFiles.ENVIRONMENT
                + "`). Made by `claimbench report DIR --out FOLDER`.");
        lines.add("");
        lines.addAll(Overview.lines(verdicts, catalogue));
        return Files.write(out.resolve(README), lines);
    }

    /** The first page in Chinese. */
    private static List<String> inChinese(StoredRun run, VerdictsFile verdicts, Catalogue catalogue) {
        var lines = new ArrayList<String>();
        lines.add("# 运行 " + run.run().id());
        lines.add("");
        lines.add("[English](" + README + ")");
        lines.add("");
        lines.add("档位为 " + run.run().profile() + " 的一次运行的结果，不含其 " + run.trials().size() + " 次试验的原始数据：[报告]("
                + Report.FOLDER
                + "/" + Report.markdown(Language.CHINESE) + ")（网页：`" + Report.html(Language.CHINESE) + "`）、`"
                + Report.VERDICTS + "`、`" + Report.MAPS + "`，以及所用的机器（`" + RunFiles.ENVIRONMENT
                + "`）。由 `claimbench report DIR --out FOLDER` 生成。");
        lines.add("");
        lines.addAll(Overview.lines(verdicts, catalogue, true));
        return lines;
    }

    private static List<Path> reports(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !LEFT_OUT.contains(file.getFileName().toString()))
                    .sorted()
                    .toList();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
}
