package claimbench.harness.cli;

import claimbench.harness.gatlinglog.LogEnd;
import claimbench.harness.gatlinglog.LogExport;
import claimbench.harness.gatlinglog.LogReader;
import claimbench.harness.gatlinglog.LogSummarizer;
import claimbench.harness.gatlinglog.LogSummary;
import claimbench.harness.result.RunFiles;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code claimbench gatling-log FILE}: what is in a log of Gatling's, for people who use Gatling without us. */
@Command(
        name = "gatling-log",
        mixinStandardHelpOptions = true,
        header = "Sums up Gatling's own log (simulation.log), or exports its records.",
        description =
                "Reads binary logs of Gatling " + LogReader.VERSIONS
                        + ", from any machine, whole, cut off, or damaged (then as far as they are whole), record "
                        + "by record: memory grows with the number of different names and failure messages, not with the log. Nothing of Gatling's, no server and no network is needed.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  claimbench gatling-log target/gatling/mysimulation-20261120101500123",
            "  claimbench gatling-log simulation.log --json",
            "  claimbench gatling-log simulation.log --format csv --out records.csv",
            "  claimbench gatling-log simulation.log --format json | head",
            "  claimbench gatling-log simulation.log --format hdr --out responses.hlog"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done, also where the log is cut off: standard error says how much was whole",
            "1:the file cannot be read, is no such log, or is damaged: standard error says after how many records,"
                    + " and what was whole before is there all the same",
            "2:wrong usage"
        })
final class GatlingLogCommand implements Callable<Integer> {
    private static final int BUFFER_CHARS = 1 << 16;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "A simulation.log, or the folder of a run that it lies in.")
    private Path file = Path.of("");

    @Option(names = "--json", description = "Print the summary as JSON, for programs.")
    private boolean json;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "Export all records instead: csv (a line a record), json (a document a line), or hdr (an "
                    + "HdrHistogram log, a histogram for each second and request).")
    private @Nullable String format;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Where an export goes; a new file (default: standard output).")
    private @Nullable Path out;

    @Override
    public Integer call() throws IOException {
        if (json && format != null) {
            throw new ParameterException(
                    spec.commandLine(), "--json is the summary and --format the records: give one");
        }
        if (out != null && format == null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--out is for an export: give --format, one of " + String.join(", ", LogExport.names()));
        }
        LogExport export = format == null
                ? null
                : LogExport.of(Choices.one(spec.commandLine(), "format", format, LogExport.names()));
        Path log = log();
        return export == null ? summarize(log) : export(log, export);
    }

    /** The log itself, where its folder is given. */
    private Path log() throws IOException {
        if (!Files.isDirectory(file)) {
            if (!Files.exists(file)) {
                throw new ParameterException(spec.commandLine(), "there is no file or folder " + file);
            }
            return file;
        }
        Path log = file.resolve(RunFiles.SIMULATION_LOG);
        if (Files.exists(log)) {
            return log;
        }
        try (var inside = Files.list(file)) {
            List<Path> runs = inside.filter(folder -> Files.exists(folder.resolve(RunFiles.SIMULATION_LOG)))
                    .sorted()
                    .toList();
            throw new ParameterException(
                    spec.commandLine(),
                    "there is no " + RunFiles.SIMULATION_LOG + " in " + file
                            + (runs.isEmpty()
                                    ? ""
                                    : "; of the folders in it, " + runs.size() + " have one, the last by name is "
                                            + runs.getLast()));
        }
    }

    private int summarize(Path log) throws IOException {
        LogSummary summary = reading(log, () -> LogSummarizer.summarize(log));
        PrintWriter terminal = spec.commandLine().getOut();
        if (json) {
            JsonText.print(terminal, summary);
        } else {
            LogSummaryText.print(terminal, summary);
        }
        return told(log, new LogEnd(summary.records(), summary.bytes(), summary.fileBytes(), summary.damage()));
    }

    private int export(Path log, LogExport export) throws IOException {
        LogEnd end;
        if (out == null) {
            try (var writer = new BufferedWriter(new Terminal(spec.commandLine().getOut()), BUFFER_CHARS)) {
                end = reading(log, () -> export.export(log, writer));
            } catch (Terminal.Closed e) {
                // Whoever reads has enough.
                return ExitCode.OK;
            }
        } else {
            end = exportTo(out, log, export);
        }
        if (end.isNothing()) {
            throw new IOException(log + " ends within its header: there is nothing to be read");
        }
        return told(log, end);
    }

    private static LogEnd exportTo(Path out, Path log, LogExport export) throws IOException {
        OutputStream file;
        try {
            file = Files.newOutputStream(out, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (FileSystemException e) {
            throw new IOException("cannot write " + out + ": " + RunFiles.reason(e), e);
        }
        try {
            // The system's word for what went wrong has no name in it.
            try (var writer = new BufferedWriter(
                    new WatchedWriter(
                            new OutputStreamWriter(file, StandardCharsets.UTF_8),
                            e -> new IOException("cannot write " + out + ": " + e.getMessage(), e)),
                    BUFFER_CHARS)) {
                return reading(log, () -> export.export(log, writer));
            }
        } catch (IOException e) {
            // Half of it is of no use; it would also stand in the way of the next try.
            Files.deleteIfExists(out);
            throw e;
        }
    }

    /** Says where a log is not whole; the exit code. */
    private int told(Path log, LogEnd end) {
        PrintWriter err = spec.commandLine().getErr();
        if (end.damage() != null) {
            err.println("claimbench: " + log + " " + end.inWords() + "; what stands before it was read");
        } else if (end.isCutOff()) {
            err.println("claimbench: " + log + " ends in the middle of a record: " + end.records() + " records, "
                    + end.bytes() + " of " + end.fileBytes() + " bytes, are whole");
        }
        err.flush();
        return end.damage() == null ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private interface Reading<T> {
        T read() throws IOException;
    }

    /** With messages for people: Java's exceptions about files often hold nothing but the file's name. */
    private static <T> T reading(Path log, Reading<T> reading) throws IOException {
        try {
            return reading.read();
        } catch (FileSystemException e) {
            throw new IOException("cannot read " + log + ": " + RunFiles.reason(e), e);
        }
    }

    /** Standard output, which may be closed from the other side: {@code | head}. */
    private static final class Terminal extends Writer {
        /** Nobody reads any more. */
        static final class Closed extends IOException {
            private static final long serialVersionUID = 1L;
        }

        private final PrintWriter out;

        Terminal(PrintWriter out) {
            this.out = out;
        }

        @Override
        public void write(char[] text, int offset, int length) throws IOException {
            out.write(text, offset, length);
            flush();
        }

        @Override
        public void flush() throws IOException {
            if (!out.checkError()) {
                return;
            }
            String reason = out instanceof StandardOutput standard ? standard.lost() : null;
            if (reason != null) {
                throw new IOException("cannot write standard output: " + reason);
            }
            throw new Closed();
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
