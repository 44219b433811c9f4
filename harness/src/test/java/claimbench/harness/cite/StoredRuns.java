package claimbench.harness.cite;

import claimbench.harness.capacity.CapacitySettings;
import claimbench.harness.capacity.Objective;
import claimbench.harness.claim.MadeUpRun;
import claimbench.harness.result.Checksums;
import claimbench.harness.result.RunFiles;
import claimbench.load.Spacing;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** Made-up runs in folders, with the logs that real ones have. */
public final class StoredRuns {
    static final String TRIAL = "001-fanout-platform-threads";

    private StoredRuns() {}

    /** As a newcomer has it. */
    public static Path quick(Path dir) throws IOException {
        MadeUpRun.quick().writeTo(dir, MadeUpRun.CLAIMS, MadeUpRun.TARGETS);
        Path trial = dir.resolve(RunFiles.TRIALS).resolve(TRIAL);
        Files.writeString(trial.resolve(RunFiles.SIMULATION_LOG), "\0\0\0\u00063.15.1");
        Files.writeString(trial.resolve(RunFiles.TARGET_LOG), "ready platform-threads http://127.0.0.1:1\n");
        Checksums.write(dir);
        return dir;
    }

    /** A search for capacities that had no time for a trial. */
    static Path search(Path dir) throws IOException {
        new MadeUpRun().writeTo(dir, List.of(), MadeUpRun.TARGETS);
        RunFiles.write(
                dir.resolve(RunFiles.SEARCH),
                new CapacitySettings(
                        CapacitySettings.SCHEMA,
                        "wait",
                        Map.of(),
                        Objective.DEFAULT,
                        Spacing.EVEN,
                        100,
                        10_000,
                        10,
                        null,
                        1_000,
                        4_000,
                        List.of(50),
                        3,
                        null));
        Checksums.write(dir);
        return dir;
    }

    /** On the machine of somebody whose traces are wherever a process may leave them; a target of theirs was running already. */
    public static Path ofSomebody(Path dir, String traces, String url) throws IOException {
        MadeUpRun.quick().running("mine", url).writeTo(dir, MadeUpRun.CLAIMS, MadeUpRun.TARGETS);
        Path trial = dir.resolve(RunFiles.TRIALS).resolve(TRIAL);
        Files.writeString(trial.resolve(RunFiles.SIMULATION_LOG), traces);
        Files.writeString(trial.resolve(RunFiles.TARGET_LOG), traces + "\n" + url + "\n");
        Files.writeString(trial.resolve(RunFiles.GENERATOR_LOG), traces);
        Files.writeString(trial.resolve(RunFiles.HEAP), traces);
        Files.writeString(trial.resolve("heap.txt.shell"), traces);
        Files.writeString(dir.resolve(RunFiles.LOCK), traces);
        Files.writeString(dir.resolve(RunFiles.DATABASE_LOG), traces);
        Files.writeString(dir.resolve(RunFiles.PROMETHEUS_TARGETS), url);
        Files.writeString(dir.resolve(RunFiles.METRICS), traces);
        try (Writer meters = new OutputStreamWriter(
                new GZIPOutputStream(Files.newOutputStream(trial.resolve(RunFiles.TRIAL_METRICS))),
                StandardCharsets.UTF_8)) {
            meters.write("up{host=\"" + url + "\"} 1\n" + traces + "\n");
        }
        Path run = dir.resolve(RunFiles.RUN);
        String note = "two cores: the upstream shares one with the generator";
        Files.writeString(run, Files.readString(run).replace(note, quoted(traces)));
        Path record = trial.resolve(RunFiles.TRIAL);
        Files.writeString(record, Files.readString(record).replace("p95 0.3 ms, limit 5 ms", quoted(traces)));
        Checksums.write(dir);
        return dir;
    }

    private static String quoted(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }
}
