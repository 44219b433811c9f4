package claimbench.harness.gatlinglog;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads Gatling's own log, {@code simulation.log}, from its beginning to its end. It is binary and has no index, so there
 * is no other way; memory is taken for one buffer and for each name once, however long the log is.
 *
 * <p>The log is a sequence of records, each after a byte that says what it is. Numbers are big-endian, times are whole
 * milliseconds since the run's start:
 *
 * <pre>
 * 0 run      string version, string class, long start, string description,
 *            int n, n × string scenario, int n, n × (int length, bytes) assertion
 * 1 request  int n, n × name group, name request, int start, int end, byte ok, name message
 * 2 user     int scenario, byte comes, int time
 * 3 group    int n, n × name group, int start, int end, int cumulated, byte ok
 * 4 error    name message, int time
 *
 * string     int length of bytes; unless it is 0: bytes, byte coder (0 Latin-1, 1 UTF-16 in the machine's byte order)
 * name       int index; a positive one gives the string that follows this number, a negative one refers to it
 * </pre>
 *
 * <p>Two things are not said in it. A message that nobody had asked for ends at the least number that there is, of which 32
 * bits are left after the run's start is taken away. And the byte order of UTF-16 is the writer's; it shows in the zeros of
 * the characters that are ASCII.
 *
 * <p>Gatling has written this since 3.13.0, and 3.15.1 still does; older ones wrote text. What a later one writes nobody can
 * know, so it is refused.
 */
public final class LogReader {
    /** What can be read, for people. */
    public static final String VERSIONS = "3.13 to 3.15";

    private static final List<String> VERSION_BEGINNINGS = List.of("3.13.", "3.14.", "3.15.");

    private static final int RUN = 0;
    private static final int REQUEST = 1;
    private static final int USER = 2;
    private static final int GROUP = 3;
    private static final int ERROR = 4;

    /** No string or assertion is longer; what claims to be is damaged, and must not cost that much memory. */
    private static final int BYTES_MAX = 1 << 20;

    private static final int BUFFER_BYTES = 1 << 18;

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final Path file;
    private final InputStream in;
    private final LogVisitor visitor;

    private byte[] buffer = new byte[BUFFER_BYTES];
    private int position;
    private int limit;
    /** Of the buffer's first byte, in the file. */
    private long offset;

    /** By number, from 1. */
    private String[] names = new String[256];

    private int namesCount;
    private final LogEntry root = new LogEntry(null, "", -1);
    private int entries;
    private Charset utf16 = StandardCharsets.UTF_16LE;
    private int scenarios;
    private int unaskedEnd;

    private LogReader(Path file, InputStream in, LogVisitor visitor) {
        this.file = file;
        this.in = in;
        this.visitor = visitor;
    }

    /**
     * Reads a log. One that ends in the middle of a record, or is damaged somewhere behind its header, is read as far as it
     * is whole: where a record is none, nobody can know where the next one begins.
     *
     * @return how far that was
     * @throws IOException where the file cannot be read or is no such log; or the visitor's own
     */
    public static LogEnd read(Path file, LogVisitor visitor) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new LogReader(file, in, visitor).read();
        }
    }

    private LogEnd read() throws IOException {
        long records = 0;
        long whole = 0;
        String damage = null;
        try {
            checkBeginning();
            readRun();
            do {
                records++;
                whole = offset + position;
            } while (readRecord());
        } catch (CutOff e) {
            // What was whole has been passed on.
        } catch (Damaged e) {
            if (records == 0) {
                throw new IOException(file + " " + e.found, e);
            }
            damage = e.found;
        }
        long rest = damage == null ? 0 : in.transferTo(OutputStream.nullOutputStream());
        return new LogEnd(records, whole, offset + limit + rest, damage);
    }

    private void checkBeginning() throws IOException {
        if (readByte() == RUN) {
            return;
        }
        byte[] first = Arrays.copyOf(buffer, Math.min(limit, 16));
        String text = new String(first, StandardCharsets.ISO_8859_1);
        if (text.startsWith("RUN\t") || text.startsWith("ASSERTION\t")) {
            throw damaged("is a text log, as Gatling 3.12 and older ones write it; only binary logs can be read, which "
                    + VERSIONS + " write");
        }
        if (text.startsWith("\u001f\u008b")) {
            throw damaged("is compressed by gzip: unpack it first");
        }
        throw damaged("does not begin as a log of Gatling's");
    }

    private void readRun() throws IOException {
        String version = readString();
        if (VERSION_BEGINNINGS.stream().noneMatch(version::startsWith)) {
            throw damaged("was written by Gatling " + version + "; only " + VERSIONS + " can be read");
        }
        String simulation = readString();
        need(Long.BYTES);
        long start = (long) LONG.get(buffer, position);
        position += Long.BYTES;
        String description = readString();
        List<String> scenarioNames = new ArrayList<>();
        for (int left = readCount(); left > 0; left--) {
            scenarioNames.add(readString());
        }
        for (int left = readCount(); left > 0; left--) {
            readBytes(readInt());
        }
        scenarios = scenarioNames.size();
        unaskedEnd = (int) (Long.MIN_VALUE - start);
        visitor.run(new LogHeader(version, simulation, description, start, List.copyOf(scenarioNames)));
    }

    /** Reads one record; false where the log ends. */
    private boolean readRecord() throws IOException {
        if (position == limit && !fill(1)) {
            return false;
        }
        int kind = buffer[position++];
        switch (kind) {
            case REQUEST -> readRequest();
            case USER -> readUser();
            case GROUP -> readGroup();
            case ERROR -> {
                String message = readName();
                visitor.error(message, readInt());
            }
            default -> throw damaged("has a record of unknown kind " + kind);
        }
        return true;
    }

    private void readRequest() throws IOException {
        LogEntry request = readEntry(readGroups());
        int start = readInt();
        int end = readInt();
        boolean ok = readByte() != 0;
        String message = readName();
        if (end == unaskedEnd && ok && message.isEmpty()) {
            visitor.unasked(request, start);
        } else {
            visitor.request(request, start, end, ok, message);
        }
    }

    private void readUser() throws IOException {
        int scenario = readInt();
        boolean comes = readByte() != 0;
        int time = readInt();
        if (scenario < 0 || scenario >= scenarios) {
            throw damaged("has a user of scenario " + scenario + ", and there are " + scenarios);
        }
        visitor.user(scenario, comes, time);
    }

    private void readGroup() throws IOException {
        LogEntry group = readGroups();
        int start = readInt();
        int end = readInt();
        int cumulated = readInt();
        boolean ok = readByte() != 0;
        if (group == root) {
            throw damaged("has a group without a name");
        }
        visitor.group(group, start, end, cumulated, ok);
    }

    /** The innermost of some groups; the root where there are none. */
    private LogEntry readGroups() throws IOException {
        LogEntry group = root;
        for (int left = readCount(); left > 0; left--) {
            group = readEntry(group);
        }
        return group;
    }

    private LogEntry readEntry(LogEntry parent) throws IOException {
        int index = readNameIndex();
        LogEntry entry = parent.child(index);
        return entry == null ? parent.add(index, new LogEntry(parent, names[index], entries++)) : entry;
    }

    private String readName() throws IOException {
        return names[readNameIndex()];
    }

    private int readNameIndex() throws IOException {
        int index = readInt();
        if (index < 0 && -index > 0 && -index <= namesCount) {
            return -index;
        }
        if (index != namesCount + 1) {
            throw damaged(index < 0 ? "refers to a name that it has not given" : "gives a name out of turn");
        }
        String name = readString();
        namesCount++;
        if (namesCount == names.length) {
            names = Arrays.copyOf(names, 2 * names.length);
        }
        names[index] = name;
        return index;
    }

    private String readString() throws IOException {
        int length = readInt();
        if (length == 0) {
            return "";
        }
        byte[] bytes = readBytes(length);
        return switch (readByte()) {
            case 0 -> new String(bytes, StandardCharsets.ISO_8859_1);
            case 1 -> {
                guessByteOrder(bytes);
                yield new String(bytes, utf16);
            }
            default -> throw damaged("has a string of unknown coding");
        };
    }

    /** A character that is ASCII has a zero before it in one order and behind it in the other. Without one, all stays as it was. */
    private void guessByteOrder(byte[] bytes) {
        int zerosFirst = 0;
        int zerosLast = 0;
        for (int i = 0; i + 1 < bytes.length; i += 2) {
            zerosFirst += bytes[i] == 0 ? 1 : 0;
            zerosLast += bytes[i + 1] == 0 ? 1 : 0;
        }
        if (zerosFirst != zerosLast) {
            utf16 = zerosFirst > zerosLast ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_16LE;
        }
    }

    private byte[] readBytes(int length) throws IOException {
        if (length < 0 || length > BYTES_MAX) {
            throw damaged("has a length of " + length);
        }
        need(length);
        byte[] bytes = Arrays.copyOfRange(buffer, position, position + length);
        position += length;
        return bytes;
    }

    private int readCount() throws IOException {
        int count = readInt();
        if (count < 0) {
            throw damaged("has a count of " + count);
        }
        return count;
    }

    private byte readByte() throws IOException {
        need(1);
        return buffer[position++];
    }

    private int readInt() throws IOException {
        need(Integer.BYTES);
        int value = (int) INT.get(buffer, position);
        position += Integer.BYTES;
        return value;
    }

    /** Has so many bytes in the buffer, from the position on. */
    private void need(int bytes) throws IOException {
        if (limit - position < bytes && !fill(bytes)) {
            throw new CutOff();
        }
    }

    private boolean fill(int bytes) throws IOException {
        byte[] target = bytes > buffer.length ? new byte[bytes] : buffer;
        System.arraycopy(buffer, position, target, 0, limit - position);
        buffer = target;
        offset += position;
        limit -= position;
        position = 0;
        while (limit < bytes) {
            int count = in.read(buffer, limit, buffer.length - limit);
            if (count < 0) {
                return false;
            }
            limit += count;
        }
        return true;
    }

    private static Damaged damaged(String found) {
        return new Damaged(found);
    }

    /** The log holds what Gatling never writes. */
    private static final class Damaged extends IOException {
        private static final long serialVersionUID = 1L;

        private final String found;

        Damaged(String found) {
            super(found);
            this.found = found;
        }
    }

    /** The log ends where it should not. */
    private static final class CutOff extends EOFException {
        private static final long serialVersionUID = 1L;
    }
}
