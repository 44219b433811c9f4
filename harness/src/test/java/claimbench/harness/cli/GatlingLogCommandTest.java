package claimbench.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import claimbench.contract.Json;
import claimbench.harness.gatlinglog.LogExport;
import claimbench.harness.gatlinglog.MadeUpLog;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

class GatlingLogCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    private Path log = Path.of("");

    @BeforeEach
    void writeLog() throws IOException {
        log = Files.createDirectories(run()).resolve("simulation.log");
        try (var made = MadeUpLog.of(log, "3.14.9", "buyers", "readers")) {
            made.user(0, true, 0);
            made.user(1, true, 10);
            made.user(1, true, 10);
            for (int number = 1; number <= 1_000; number++) {
                made.request(List.of(), "home", 0, number, true, "");
            }
            made.request(List.of("shop", "pay"), "card", 1_000, 1_250, false, "status 500");
            made.request(List.of("shop", "pay"), "card", 1_000, 1_750, false, "status\n503");
            made.request(List.of("shop", "pay"), "card", 1_000, 1_770, false, "status\n503");
            made.group(List.of("shop"), 900, 1_900, 770, false);
            made.unasked("events", 1_900);
            made.error("no such element", 1_950);
            made.user(1, false, 1_990);
            made.user(1, false, 1_995);
            made.user(0, false, 2_000);
        }
    }

    @Test
    void summaryHasCountsTimesFailuresAndUsers() {
        assertThat(execute("gatling-log", log.toString())).isZero();

        assertThat(out.toString())
                .contains("course.MadeUpSimulation")
                .contains("Gatling 3.14.9, 2026-09-21T14:13:20Z, 2.0 s, 1,013 records; users: at most 3 at once "
                        + "(buyers: 1, at most 1 at once; readers: 2, at most 2 at once)")
                .contains("1 messages came that no check had asked for");
        assertThat(lines())
                .contains(
                        "requests (ms) | count | ok | failed | per second | min | p50 | p95 | p99 | p99.9 | max | mean",
                        "home | 1,000 | 1,000 | 0 | 500.0 | 1 | 500 | 950 | 990 | 999 | 1,000 | 500.5",
                        "shop / pay / card | 3 | 0 | 3 | 1.5 | - | - | - | - | - | - | -",
                        "failures | 250 | 750 | 770 | 770 | 770 | 770 | 590.0",
                        "all | 1,003 | 1,000 | 3 | 501.5 | 1 | 500 | 950 | 990 | 999 | 1,000 | 500.5",
                        "shop | 1 | 0 | 1 | 0.5 | 1,000 | 1,000 | 1,000 | 1,000 | 1,000 | 1,000 | 1,000.0",
                        "without pauses | 770 | 770 | 770 | 770 | 770 | 770 | 770.0",
                        "shop / pay / card | 2 | status 503",
                        "shop / pay / card | 1 | status 500",
                        "1 | no such element");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void folderOfARunStandsForItsLog() {
        execute("gatling-log", log.toString());
        String ofTheFile = out.toString();
        out.getBuffer().setLength(0);

        assertThat(execute("gatling-log", run().toString())).isZero();

        assertThat(out).hasToString(ofTheFile);
    }

    @Test
    void summaryIsThereForPrograms() {
        assertThat(execute("gatling-log", log.toString(), "--json")).isZero();

        JsonNode summary = Json.MAPPER.readTree(out.toString());
        assertThat(summary.path("startedAt").asString()).isEqualTo("2026-09-21T14:13:20Z");
        assertThat(summary.path("all").path("count").asInt()).isEqualTo(1_003);
        assertThat(summary.path("requests").get(1).path("groups").toString()).isEqualTo("[\"shop\",\"pay\"]");
        assertThat(summary.path("requests")
                        .get(1)
                        .path("failedTimes")
                        .path("max")
                        .asInt())
                .isEqualTo(770);
        assertThat(summary.path("requests").get(1).path("okTimes").isNull()).isTrue();
        assertThat(summary.path("failures").get(0).path("message").asString()).isEqualTo("status\n503");
        assertThat(summary.path("cutOff").asBoolean()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"csv, record,", "json, {\"record\":\"run\",", "hdr, #nanoseconds"})
    void recordsAreExportedToAFileOrToStandardOutput(String format, String beginning) throws IOException {
        Path file = folder.resolve("export");

        assertThat(execute("gatling-log", log.toString(), "--format", format)).isZero();
        assertThat(execute("gatling-log", log.toString(), "--format", format, "--out", file.toString()))
                .isZero();

        assertThat(out.toString()).startsWith(beginning.strip());
        assertThat(Files.readString(file)).isEqualTo(out.toString());
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void whatIsThereIsNotWrittenOver() throws IOException {
        Path precious = Files.writeString(folder.resolve("precious"), "mine");

        assertThat(execute("gatling-log", log.toString(), "--format", "csv", "--out", precious.toString()))
                .isEqualTo(1);

        assertThat(err.toString())
                .isEqualToIgnoringNewLines(
                        "claimbench: cannot write " + precious + ": something else of that name is in the way");
        assertThat(precious).hasContent("mine");
    }

    @Test
    void exportOfWhatIsNoLogLeavesNoFile() throws IOException {
        Path text = Files.writeString(folder.resolve("text"), "hello");
        Path file = folder.resolve("export");

        assertThat(execute("gatling-log", text.toString(), "--format", "csv", "--out", file.toString()))
                .isEqualTo(1);

        assertThat(err.toString())
                .isEqualToIgnoringNewLines("claimbench: " + text + " does not begin as a log of Gatling's");
        assertThat(file).doesNotExist();
    }

    @Test
    void cutOffLogIsSummedUpAndSaysHowMuchWasWhole() throws IOException {
        byte[] whole = Files.readAllBytes(log);
        Files.write(log, Arrays.copyOf(whole, whole.length - 3));
        String warning = "claimbench: " + log + " ends in the middle of a record: 1012 records, " + (whole.length - 10)
                + " of " + (whole.length - 3) + " bytes, are whole";

        assertThat(execute("gatling-log", log.toString())).isZero();
        assertThat(err.toString()).isEqualToIgnoringNewLines(warning);
        assertThat(out.toString()).contains("1 users had not ended: the run was ended before its time");

        assertThat(execute("gatling-log", log.toString(), "--format", "csv")).isZero();
        assertThat(err.toString()).isEqualToIgnoringNewLines(warning + warning);
    }

    @Test
    void damagedLogIsSummedUpToTheDamageAndSaysWhereItIs() throws IOException {
        execute("gatling-log", log.toString());
        String whole = out.toString();
        out.getBuffer().setLength(0);
        String damage = damage();

        assertThat(execute("gatling-log", log.toString())).isEqualTo(1);
        assertThat(out).hasToString(whole);
        assertThat(err.toString()).isEqualToIgnoringNewLines(damage);

        out.getBuffer().setLength(0);
        assertThat(execute("gatling-log", log.toString(), "--json")).isEqualTo(1);
        JsonNode summary = Json.MAPPER.readTree(out.toString());
        assertThat(summary.path("records").asInt()).isEqualTo(1_013);
        assertThat(summary.path("damage").asString()).isEqualTo("has a record of unknown kind 0");
        assertThat(summary.path("cutOff").asBoolean()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(LogExport.class)
    void exportOfADamagedLogHasWhatIsWhole(LogExport format) throws IOException {
        Path before = folder.resolve("before");
        Path after = folder.resolve("after");
        assertThat(execute("gatling-log", log.toString(), "--format", format.wireName(), "--out", before.toString()))
                .isZero();
        String damage = damage();

        assertThat(execute("gatling-log", log.toString(), "--format", format.wireName(), "--out", after.toString()))
                .isEqualTo(1);

        assertThat(err.toString()).isEqualToIgnoringNewLines(damage);
        assertThat(after).hasSameTextualContentAs(before);
        assertThat(execute("gatling-log", log.toString(), "--format", format.wireName()))
                .isEqualTo(1);
        assertThat(out).hasToString(Files.readString(before));
    }

    /** Puts zeros behind the log; what is said of it then. */
    private String damage() throws IOException {
        long whole = Files.size(log);
        Files.write(log, new byte[300], StandardOpenOption.APPEND);
        return "claimbench: " + log + " is damaged after 1013 records, at byte " + whole + " of " + (whole + 300)
                + ": it has a record of unknown kind 0; what stands before it was read";
    }

    @Test
    void logThatEndsWithinItsHeaderIsNoLog() throws IOException {
        byte[] whole = Files.readAllBytes(log);
        for (int length : List.of(0, 1, 20)) {
            Files.write(log, Arrays.copyOf(whole, length));
            for (List<String> options : List.of(List.<String>of(), List.of("--format", "json"))) {
                err.getBuffer().setLength(0);
                String[] command = new String[2 + options.size()];
                command[0] = "gatling-log";
                command[1] = log.toString();
                for (int option = 0; option < options.size(); option++) {
                    command[2 + option] = options.get(option);
                }
                assertThat(execute(command)).isEqualTo(1);
                assertThat(err.toString())
                        .contains(log + " ends within its header", "there is nothing to be read")
                        .hasLineCount(1);
            }
        }
    }

    @Test
    void wrongUsageIsOneLineThatNamesItAndWhatIsAllowed() {
        Path missing = folder.resolve("missing");

        assertThat(usage("gatling-log")).contains("missing required parameter", "FILE");
        assertThat(usage("gatling-log", missing.toString())).contains("there is no file or folder " + missing);
        assertThat(usage("gatling-log", folder.toString()))
                .contains("there is no simulation.log in " + folder, "1 have one, the last by name is " + run());
        assertThat(usage("gatling-log", log.toString(), "--format", "xml"))
                .contains("unknown format 'xml'; it must be one of csv, json, hdr");
        assertThat(usage("gatling-log", log.toString(), "--json", "--format", "csv"))
                .contains("give one");
        assertThat(usage("gatling-log", log.toString(), "--out", "x")).contains("give --format, one of csv, json, hdr");
    }

    @ParameterizedTest
    @EnumSource(LogExport.class)
    void whoeverReadsMayHaveEnough(LogExport format) throws IOException {
        try (var made = MadeUpLog.of(log, "3.15.1", "one")) {
            for (int number = 0; number < 100_000; number++) {
                // Seconds far apart: much to write in the format that has a line for each.
                made.request(List.of(), "home", 1_000 * number, 1_000 * number + 1, true, "");
            }
        }
        var closed = new ClosedSoon();

        int exitCode = Main.commandLine()
                .setOut(new PrintWriter(closed, true))
                .setErr(new PrintWriter(err, true))
                .execute("gatling-log", log.toString(), "--format", format.wireName());

        assertThat(exitCode).isZero();
        assertThat(err.toString()).isEmpty();
        // It does not go on for nobody.
        assertThat(closed.writes).isLessThan(10);
    }

    /** The shell's limit on the size of files stands for a full disk: there, too, nothing can be written at some point. */
    @ParameterizedTest
    @EnumSource(LogExport.class)
    void exportThatADiskHasNoRoomForLeavesNoFile(LogExport format) throws IOException, InterruptedException {
        Path file = folder.resolve("export");
        writeMore();

        assertThat(process(
                        "ulimit -f 8; exec \"$@\"",
                        "gatling-log",
                        log.toString(),
                        "--format",
                        format.wireName(),
                        "--out",
                        file.toString()))
                .isEqualTo(1);

        assertThat(err.toString())
                .startsWith("claimbench: cannot write " + file + ": ")
                .hasLineCount(1);
        assertThat(file).doesNotExist();
    }

    @ParameterizedTest
    @EnumSource(LogExport.class)
    @EnabledOnOs(OS.LINUX)
    void exportThatStandardOutputHasNoRoomForSaysSo(LogExport format) throws IOException, InterruptedException {
        assertThat(process("exec \"$@\" > /dev/full", "gatling-log", log.toString(), "--format", format.wireName()))
                .isEqualTo(1);

        assertThat(err.toString())
                .startsWith("claimbench: cannot write standard output: ")
                .hasLineCount(1);
    }

    @ParameterizedTest
    @EnumSource(LogExport.class)
    void pipeThatIsClosedEndsAnExportQuietly(LogExport format) throws IOException, InterruptedException {
        writeMore();

        assertThat(process(
                        "{ \"$@\"; echo $? > " + folder.resolve("code") + "; } | head -n 1",
                        "gatling-log",
                        log.toString(),
                        "--format",
                        format.wireName()))
                .isZero();

        assertThat(folder.resolve("code")).hasContent("0");
        assertThat(err.toString()).isEmpty();
    }

    /** More than a pipe holds, in each format. */
    private void writeMore() throws IOException {
        try (var made = MadeUpLog.of(log, "3.15.1", "one")) {
            for (int number = 0; number < 5_000; number++) {
                made.request(List.of(), "home", 1_000 * number, 1_000 * number + 1, true, "");
            }
        }
    }

    /** Runs the program in a process of its own, started by a shell; its exit code. */
    private int process(String shell, String... args) throws IOException, InterruptedException {
        Path errors = folder.resolve("errors");
        var command = new ArrayList<>(List.of(
                "sh",
                "-c",
                shell,
                "sh",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(args));
        Process process = new ProcessBuilder(command)
                .redirectOutput(Redirect.DISCARD)
                .redirectError(errors.toFile())
                .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        err.append(Files.readString(errors));
        return process.exitValue();
    }

    /** Like a pipe whose other end is gone. */
    private static final class ClosedSoon extends Writer {
        private int writes;

        @Override
        public void write(char[] text, int offset, int length) throws IOException {
            if (++writes > 1) {
                throw new IOException("Broken pipe");
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    private Path run() {
        return folder.resolve("run-1");
    }

    private String usage(String... args) {
        err.getBuffer().setLength(0);
        assertThat(execute(args)).isEqualTo(2);
        assertThat(err.toString()).startsWith("claimbench: ").hasLineCount(1);
        return err.toString();
    }

    /** With one bar between cells, however wide the columns are. */
    private List<String> lines() {
        return out.toString()
                .lines()
                .map(line -> line.strip().replaceAll(" {2,}", " | "))
                .toList();
    }

    private int execute(String... args) {
        return Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args);
    }
}
