package claimbench.harness.gatlinglog;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** All records of a log in a format that other programs read. */
public enum LogExport {
    /** A line a record. */
    CSV {
        @Override
        Exporter exporter(Writer out) {
            return new CsvExporter(out);
        }
    },
    /** A document a line, each a record. */
    JSON {
        @Override
        Exporter exporter(Writer out) {
            return new JsonExporter(out);
        }
    },
    /** Response times as an HdrHistogram log. */
    HDR {
        @Override
        Exporter exporter(Writer out) {
            return new HdrExporter(out);
        }
    };

    /** Writes while a log is read. */
    interface Exporter extends LogVisitor {
        /** The log has ended. */
        default void end() throws IOException {}
    }

    abstract Exporter exporter(Writer out);

    /** As in commands. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static List<String> names() {
        return Arrays.stream(values()).map(LogExport::wireName).toList();
    }

    /** The format of a name that is one of {@link #names}. */
    public static LogExport of(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }

    /**
     * Reads a log and writes it in this format.
     *
     * @param out is neither flushed nor closed
     * @return how much of the log was whole
     * @throws IOException as {@link LogReader#read}, or where it can't be written
     */
    public LogEnd export(Path log, Writer out) throws IOException {
        Exporter exporter = exporter(out);
        LogEnd end = LogReader.read(log, exporter);
        exporter.end();
        return end;
    }
}
