package claimbench.harness.run;

import java.util.List;
import java.util.stream.Stream;

/** Flags of every JVM that a run starts. They are equal for all targets, or the flags would be what is measured. */
public final class JvmFlags {
    /**
     * For targets. A heap that none of them fills, of fixed size, so that no trial pays for its growth;
     * one collector, named, since the JVM would choose by the number of cores; and the serial one, which needs no
     * threads of its own beside a target that has a single core. The last two are what Netty asks a current JDK for.
     */
    public static final List<String> SERVER = List.of(
            "-Xms256m",
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow");

    /**
     * For the upstream, which is not measured but must never be late: like a target, and compiled quickly rather than
     * well, since it shares a core with the generator where there are two, and a compiler at work there makes both late.
     */
    public static final List<String> UPSTREAM =
            Stream.concat(SERVER.stream(), Stream.of("-XX:TieredStopAtLevel=1")).toList();

    /** For the generator: Gatling at 1,000 users, with room, and what its libraries ask a current JDK for. */
    public static final List<String> GENERATOR = List.of(
            "-Xms512m",
            "-Xmx512m",
            "-XX:+UseSerialGC",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow");

    /**
     * For the JVM that starts PostgreSQL and then only waits for its end: quick to start. On a machine's first run it unpacks
     * PostgreSQL, and the library holds in memory what the disk has not taken yet, which may be all of its sixty megabytes.
     */
    public static final List<String> DATABASE = List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    /**
     * For the contract's test kit, which opens a thousand connections and more, and is otherwise as quick as what it checks. By the
     * last flag the JVM doesn't warn, in the midst of the table, of what AssertJ's libraries do.
     */
    static final List<String> CONTRACT_KIT =
            List.of("-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "--sun-misc-unsafe-memory-access=allow");

    /** For the programs that show claims, which take virtual time: small, and quick to start. */
    static final List<String> PROGRAMS = List.of("-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private JvmFlags() {}
}
