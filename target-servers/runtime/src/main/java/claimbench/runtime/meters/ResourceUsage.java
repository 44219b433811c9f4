package claimbench.runtime.meters;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/**
 * The system call {@code getrusage} (getrusage(2)): it alone counts the context switches of all threads, those that have ended included,
 * at the price of one call. {@code /proc} has them thread by thread: thousands of files. Thread-safe.
 */
final class ResourceUsage {
    private static final int SELF = 0;

    /** Two times of 16 bytes, twelve numbers of 8, and then the two that are asked for; the same on Linux and macOS, 64 bits. */
    private static final long VOLUNTARY_AT = 2 * 16 + 12 * 8;

    private static final long INVOLUNTARY_AT = VOLUNTARY_AT + 8;
    private static final long BYTES = 256;

    private final MethodHandle call;
    private final MemorySegment usage = Arena.global().allocate(BYTES, Long.BYTES);

    private ResourceUsage(MethodHandle call) {
        this.call = call;
    }

    /** Empty where this JVM may not call the system, or the system has no such call. */
    @SuppressWarnings("restricted") // asked for, and left alone where it is not allowed
    static Optional<ResourceUsage> find() {
        boolean is64Bit = ValueLayout.ADDRESS.byteSize() == Long.BYTES;
        if (!is64Bit || !ResourceUsage.class.getModule().isNativeAccessEnabled()) {
            return Optional.empty();
        }
        Linker linker = Linker.nativeLinker();
        SymbolLookup symbols = linker.defaultLookup();
        return symbols.find("getrusage")
                .map(address -> linker.downcallHandle(
                        address,
                        FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS)))
                .map(ResourceUsage::new)
                .filter(usage -> usage.voluntarySwitches() >= 0);
    }

    /** Times that a thread gave up its core to wait; -1 where the call fails. */
    double voluntarySwitches() {
        return read(VOLUNTARY_AT);
    }

    /** Times that a thread lost its core to another; -1 where the call fails. */
    double involuntarySwitches() {
        return read(INVOLUNTARY_AT);
    }

    private synchronized long read(long offset) {
        try {
            int failed = (int) call.invokeExact(SELF, usage);
            return failed == 0 ? usage.get(ValueLayout.JAVA_LONG, offset) : -1;
        } catch (Throwable e) {
            return -1;
        }
    }
}
