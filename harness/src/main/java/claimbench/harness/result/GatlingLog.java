package claimbench.harness.result;

import claimbench.harness.result.Trial.RequestCount;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What Gatling's own log says about a run: how many requests of each name ended well and badly, the warm-up included.
 * The log is written by Gatling alone, so it can contradict what the simulation has recorded.
 *
 * <p>The log ({@code simulation.log}) is binary, without an index, and belongs to one minor version of Gatling; this
 * reads {@link #GATLING_VERSION}. It is a sequence of records, each after a byte that says what it is. Numbers are
 * big-endian, times are whole milliseconds since the run's start:
 *
 * <pre>
 * 0 run      string version, string class, long start, string description,
 *            int n, n × string scenario, int n, n × (int length, bytes) assertion
 * 1 request  int n, n × name group, name request, int start, int end, byte ok, name message
 * 2 user     int scenario, byte starts, int time
 * 3 group    int n, n × name group, int start, int end, int cumulated, byte ok
 * 4 error    name message, int time
 *
 * string     int length of bytes; unless it is 0: bytes, byte coder (0 Latin-1, 1 UTF-16 in the machine's byte order)
 * name       int index; a positive one gives the string that follows this number, a negative one refers to it
 * </pre>
 *
 * @param gatlingVersion what wrote the log
 * @param requests by name
 * @param failures first messages of failed requests that differ, at most ten, each with the request's name
 * @param errors how many errors were logged that belong to no request, such as a request that could not be built
 * @param truncated whether the log ends in the middle of a record; the counts are then of what was whole
 */
public record GatlingLog(
        String gatlingVersion,
        Map<String, RequestCount> requests,
        List<String> failures,
        int errors,
        boolean truncated) {

    /** What the versions that can be read begin with. */
    public static final String GATLING_VERSION = "3.15.";

    private static final int FAILURES_MAX = 10;

    /**
     * Reads a log from beginning to end, in memory of a fixed size.
     *
     * @throws IOException where the file cannot be read, is no such log, or is damaged before its end
     */
    public static GatlingLog read(Path file) throws IOException {
        try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16))) {
            return new Reader(file, in).read();
        }
    }

    /**
     * Only the requests of a whole log.
     *
     * @throws IOException as {@link #read}, and where the log is truncated
     */
    public static Map<String, RequestCount> count(Path file) throws IOException {
        GatlingLog log = read(file);
        if (log.truncated) {
            throw new IOException(file + " ends in the middle of a record");
        }
        return log.requests;
    }

    private static final class Reader {
        private static final int RUN = 0;
        private static final int REQUEST = 1;
        private static final int USER = 2;
        private static final int GROUP = 3;
        private static final int ERROR = 4;

        /** No string or assertion is longer; what claims to be is damaged, and must not cost that much memory. */
        private static final int BYTES_MAX = 1 << 20;

        private static final Charset UTF_16_NATIVE = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN
                ? StandardCharsets.UTF_16LE
                : StandardCharsets.UTF_16BE;

        private final Path file;
        private final DataInputStream in;
        private final Map<Integer, String> names = new HashMap<>();
        private final Map<String, long[]> counts = new LinkedHashMap<>();
        private final List<String> failures = new ArrayList<>();
        private String version = "";
        private int errors;

        Reader(Path file, DataInputStream in) {
            this.file = file;
            this.in = in;
        }

        GatlingLog read() throws IOException {
            boolean truncated = false;
            try {
                if (in.readByte() != RUN) {
                    throw damaged("does not begin as a log of Gatling's");
                }
                readRun();
                while (readRecord()) {
                    // Until the end.
                }
            } catch (EOFException e) {
                truncated = true;
            }
            Map<String, RequestCount> requests = new LinkedHashMap<>();
            counts.forEach((name, count) -> requests.put(name, new RequestCount(count[0], count[1])));
            return new GatlingLog(version, requests, List.copyOf(failures), errors, truncated);
        }

        private void readRun() throws IOException {
            version = readString();
            if (!version.startsWith(GATLING_VERSION)) {
                throw damaged("was written by Gatling " + version + "; only " + GATLING_VERSION + "x can be read");
            }
            readString();
            in.readLong();
            readString();
            for (int scenarios = in.readInt(); scenarios > 0; scenarios--) {
                readString();
            }
            for (int assertions = in.readInt(); assertions > 0; assertions--) {
                readBytes(in.readInt());
            }
        }

        /** Reads one record; false where the log ends. */
        private boolean readRecord() throws IOException {
            int kind = in.read();
            switch (kind) {
                case -1 -> {
                    return false;
                }
                case REQUEST -> readRequest();
                case USER -> {
                    in.readInt();
                    in.readByte();
                    in.readInt();
                }
                case GROUP -> {
                    readGroups();
                    in.readInt();
                    in.readInt();
                    in.readInt();
                    in.readByte();
                }
                case ERROR -> {
                    readName();
                    in.readInt();
                    errors++;
                }
                default -> throw damaged("has a record of unknown kind " + kind);
            }
            return true;
        }

        private void readRequest() throws IOException {
            readGroups();
            String name = readName();
            in.readInt();
            in.readInt();
            boolean ok = in.readByte() != 0;
            String message = readName();
            long[] count = counts.computeIfAbsent(name, first -> new long[2]);
            if (ok) {
                count[0]++;
            } else {
                count[1]++;
                String failure = name + ": " + message;
                if (failures.size() < FAILURES_MAX && !failures.contains(failure)) {
                    failures.add(failure);
                }
            }
        }

        private void readGroups() throws IOException {
            for (int groups = in.readInt(); groups > 0; groups--) {
                readName();
            }
        }

        private String readName() throws IOException {
            int index = in.readInt();
            if (index > 0) {
                String name = readString();
                names.put(index, name);
                return name;
            }
            String name = names.get(-index);
            if (name == null) {
                throw damaged("refers to a name that it has not given");
            }
            return name;
        }

        private String readString() throws IOException {
            int length = in.readInt();
            if (length == 0) {
                return "";
            }
            byte[] bytes = readBytes(length);
            return switch (in.readByte()) {
                case 0 -> new String(bytes, StandardCharsets.ISO_8859_1);
                case 1 -> new String(bytes, UTF_16_NATIVE);
                default -> throw damaged("has a string of unknown coding");
            };
        }

        private byte[] readBytes(int length) throws IOException {
            if (length < 0 || length > BYTES_MAX) {
                throw damaged("has a length of " + length);
            }
            byte[] bytes = new byte[length];
            in.readFully(bytes);
            return bytes;
        }

        private IOException damaged(String what) {
            return new IOException(file + " " + what);
        }
    }
}
