package claimbench.runtime;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Why a server does not start, in one line that a user can act upon. */
public final class CannotStartException extends IOException {
    public CannotStartException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
