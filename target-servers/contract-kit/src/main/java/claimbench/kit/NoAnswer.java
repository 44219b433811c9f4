package claimbench.kit;

import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Tells failures of a server that gave no answer from those of a server that gave a wrong one. */
final class NoAnswer {
    private NoAnswer() {}

    /** Whether nobody accepted a connection, or something was waited for in vain. */
    static boolean isBehind(Throwable failure) {
        return isBehind(failure, Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    private static boolean isBehind(@Nullable Throwable failure, Set<Throwable> seen) {
        return failure != null
                && seen.add(failure)
                && (isOne(failure)
                        || Stream.concat(Stream.ofNullable(failure.getCause()), Arrays.stream(failure.getSuppressed()))
                                .anyMatch(behind -> isBehind(behind, seen)));
    }

    private static boolean isOne(Throwable failure) {
        return switch (failure) {
            case ConnectException _ -> true;
            // Of a socket, or of a check whose time is over.
            case InterruptedIOException _ -> true;
            case TimeoutException _ -> true;
            case BoundedInput.NoEndException _ -> true;
            default -> false;
        };
    }
}
