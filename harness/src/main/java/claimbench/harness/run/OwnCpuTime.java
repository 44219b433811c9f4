package claimbench.harness.run;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * CPU time of this process, all its threads, in nanoseconds. Java's own bean counts in hundredths of a second on Linux, and
 * a hundredth of a second is all that the harness may use in a second; so the system is asked itself:
 * {@code clock_gettime(CLOCK_PROCESS_CPUTIME_ID)} (POSIX). Thread-safe.
 */
final class OwnCpuTime {
    private static final int LINUX_CLOCK = 2;
    private static final int MAC_CLOCK = 12;
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private static final Optional<MethodHandle> CLOCK_GETTIME = find();
    private static final int CLOCK =
            System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("mac") ? MAC_CLOCK : LINUX_CLOCK;

    private OwnCpuTime() {}

    /** Since the process was started; empty where the system does not say. */
    static OptionalLong nanos() {
        if (CLOCK_GETTIME.isEmpty()) {
            return OptionalLong.empty();
        }
        try (var arena = Arena.ofConfined()) {
            MemorySegment time = arena.allocate(ValueLayout.JAVA_LONG, 2); // seconds and nanoseconds
            int failure = (int) CLOCK_GETTIME.get().invokeExact(CLOCK, time);
            return failure != 0
                    ? OptionalLong.empty()
                    : OptionalLong.of(NANOS_PER_SECOND * time.getAtIndex(ValueLayout.JAVA_LONG, 0)
                            + time.getAtIndex(ValueLayout.JAVA_LONG, 1));
        } catch (Error | RuntimeException e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError("clock_gettime throws nothing", e);
        }
    }

    // Calling what is not Java is restricted, since a wrong signature would break the JVM: this one is POSIX's on 64
    // bits.
    @SuppressWarnings("restricted")
    private static Optional<MethodHandle> find() {
        Linker linker = Linker.nativeLinker();
        return linker.defaultLookup()
                .find("clock_gettime")
                .map(function -> linker.downcallHandle(
                        function,
                        FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS)));
    }
}
