package claimbench.harness.gatlinglog;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes a log as {@link LogReader} describes it, for what no run of Gatling's would write soon enough. */
public final class MadeUpLog implements AutoCloseable {
    public static final long START = 1_790_000_000_000L;

    private final DataOutputStream out;
    private final Charset utf16;
    private final Map<String, Integer> names = new HashMap<>();

    private MadeUpLog(DataOutputStream out, Charset utf16) {
        this.out = out;
        this.utf16 = utf16;
    }

    /** A log that has its header, written on a machine of the usual byte order. */
    public static MadeUpLog of(Path file, String version, String... scenarios) throws IOException {
        return of(file, version, StandardCharsets.UTF_16LE, scenarios);
    }

    public static MadeUpLog of(Path file, String version, Charset utf16, String... scenarios) throws IOException {
        var log = new MadeUpLog(
                new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)), utf16);
        log.out.writeByte(0);
        log.string(version);
        log.string("course.MadeUpSimulation");
        log.out.writeLong(START);
        log.string("");
        log.out.writeInt(scenarios.length);
        for (String scenario : scenarios) {
            log.string(scenario);
        }
        // Two assertions, in bytes that nobody reads.
        log.out.writeInt(2);
        for (int assertion = 1; assertion <= 2; assertion++) {
            log.out.writeInt(assertion);
            log.out.write(new byte[assertion]);
        }
        return log;
    }

    public void request(List<String> groups, String name, int start, int end, boolean ok, String message)
            throws IOException {
        out.writeByte(1);
        groups(groups);
        name(name);
        out.writeInt(start);
        out.writeInt(end);
        out.writeBoolean(ok);
        name(message);
    }

    /** As Gatling writes it: the end is the least of all numbers, less the start, in 32 bits. */
    public void unasked(String name, int at) throws IOException {
        request(List.of(), name, at, (int) (Long.MIN_VALUE - START), true, "");
    }

    public void user(int scenario, boolean comes, int at) throws IOException {
        out.writeByte(2);
        out.writeInt(scenario);
        out.writeBoolean(comes);
        out.writeInt(at);
    }

    public void group(List<String> groups, int start, int end, int cumulated, boolean ok) throws IOException {
        out.writeByte(3);
        groups(groups);
        out.writeInt(start);
        out.writeInt(end);
        out.writeInt(cumulated);
        out.writeBoolean(ok);
    }

    public void error(String message, int at) throws IOException {
        out.writeByte(4);
        name(message);
        out.writeInt(at);
    }

    /** Something that no log has. */
    public void raw(int... bytes) throws IOException {
        for (int one : bytes) {
            out.writeByte(one);
        }
    }

    @Override
    public void close() throws IOException {
        out.close();
    }

    private void groups(List<String> groups) throws IOException {
        out.writeInt(groups.size());
        for (String group : groups) {
            name(group);
        }
    }

    private void name(String name) throws IOException {
        Integer known = names.get(name);
        if (known != null) {
            out.writeInt(-known);
            return;
        }
        names.put(name, names.size() + 1);
        out.writeInt(names.size());
        string(name);
    }

    private void string(String text) throws IOException {
        boolean latin1 = text.chars().allMatch(c -> c < 256);
        byte[] bytes = text.getBytes(latin1 ? StandardCharsets.ISO_8859_1 : utf16);
        out.writeInt(bytes.length);
        if (bytes.length > 0) {
            out.write(bytes);
            out.writeByte(latin1 ? 0 : 1);
        }
    }
}
