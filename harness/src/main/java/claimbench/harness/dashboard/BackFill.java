package claimbench.harness.dashboard;

import claimbench.harness.result.RunFiles;
import claimbench.harness.run.Bell;
import claimbench.harness.run.Child;
import claimbench.harness.run.TrialFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Loads a stored run into Prometheus' data before it starts, by Prometheus' own tool. */
public final class BackFill {
    private static final long NEWS_SECONDS = 2;

    /**
     * The tool reads the text once for each of its blocks, which are two hours long unless it is told otherwise: a longer one seldom ends
     * within a run.
     */
    private static final String BLOCK = "--max-block-duration=162h";

    /** The tool uses one core; a text that takes it longer than a moment is loaded in parts. */
    private static final long PART_BYTES_MIN = 64 << 20;

    /** It makes much garbage and lives for seconds: it may let more of it lie. */
    private static final List<String> FEW_COLLECTIONS = List.of("env", "GOGC=400");

    /** Of a block that the tool has made, its period; the end is the first millisecond that is not in it. */
    private record Block(long minTime, long maxTime) {}

    private BackFill() {}

    /**
     * Loads the metrics of a run; where its file is damaged, those that its trials have.
     *
     * @param dir of the run
     * @param news is told what happens, a line at a time
     * @return the period with data
     */
    public static Period load(
            PrometheusProgram program, Workspace workspace, Path dir, StoredMetrics metrics, Consumer<String> news)
            throws TrialFailure, IOException, InterruptedException {
        return load(program, workspace, dir, metrics, PART_BYTES_MIN, news);
    }

    /**
     * The same.
     *
     * @param partBytesMin a text of twice this and more is loaded in parts
     */
    static Period load(
            PrometheusProgram program,
            Workspace workspace,
            Path dir,
            StoredMetrics metrics,
            long partBytesMin,
            Consumer<String> news)
            throws TrialFailure, IOException, InterruptedException {
        try {
            return load(program, workspace, metrics, partBytesMin, news);
        } catch (TrialFailure e) {
            if (!metrics.original()) {
                throw e;
            }
            news.accept(metrics.file() + " is damaged (" + e.getMessage()
                    + "): it is put together again from the run's trials");
            RunFiles.removeFolder(Prometheus.data(workspace));
            return load(program, workspace, StoredMetrics.ofTrials(dir, workspace.folder(), ""), partBytesMin, news);
        }
    }

    private static Period load(
            PrometheusProgram program,
            Workspace workspace,
            StoredMetrics metrics,
            long partBytesMin,
            Consumer<String> news)
            throws TrialFailure, IOException, InterruptedException {
        Path data = Files.createDirectories(Prometheus.data(workspace));
        long parts = Math.clamp(
                Files.size(metrics.file()) / partBytesMin,
                1,
                Runtime.getRuntime().availableProcessors());
        Path folder = Files.createDirectories(workspace.folder().resolve("parts"));
        try {
            List<Child> tools = new ArrayList<>();
            for (Path part : MetricsParts.of(metrics.file(), (int) parts, folder)) {
                tools.add(start(program, workspace, part, data));
            }
            awaitAll(tools, news);
        } finally {
            RunFiles.removeFolder(folder); // as large as the text
        }
        return period(data)
                .orElseThrow(() -> new TrialFailure(metrics.file() + " has no samples, so there is nothing to show"));
    }

    private static void awaitAll(List<Child> tools, Consumer<String> news) throws TrialFailure, InterruptedException {
        long seconds = 0;
        for (Child tool : tools) {
            while (!tool.awaitExit(NEWS_SECONDS, TimeUnit.SECONDS)
                    && tool.exitCode().isEmpty()) {
                seconds += NEWS_SECONDS;
                news.accept("loading, for " + seconds + " s");
            }
            if (tool.exitCode().orElse(0) != 0) {
                tools.forEach(Child::close);
                throw new TrialFailure("promtool: " + tool.lastLine());
            }
        }
    }

    private static Child start(PrometheusProgram program, Workspace workspace, Path text, Path data)
            throws TrialFailure {
        var command = new ArrayList<>(FEW_COLLECTIONS);
        command.addAll(List.of(
                program.promtool().toString(),
                "tsdb",
                "create-blocks-from",
                BLOCK,
                "openmetrics",
                text.toAbsolutePath().toString(),
                data.toString()));
        Path log = workspace.folder().resolve("promtool.log");
        return workspace.add(Child.start("promtool", Guard.over(workspace.folder(), command), log, new Bell()));
    }

    private static Optional<Period> period(Path data) throws IOException {
        Optional<Period> all = Optional.empty();
        try (Stream<Path> blocks = Files.list(data)) {
            for (Path block : (Iterable<Path>)
                    blocks.map(folder -> folder.resolve("meta.json")).filter(Files::exists)::iterator) {
                Block meta = RunFiles.read(block, Block.class);
                var period = new Period(meta.minTime, meta.maxTime - 1);
                all = Optional.of(all.map(period::with).orElse(period));
            }
        }
        return all;
    }
}
