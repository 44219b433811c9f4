package claimbench.controls;

import io.netty.channel.unix.Errors;
import java.io.IOException;
import java.net.BindException;
import java.net.UnknownHostException;

/**
 * Why a server could not listen. Each library wraps the reason in its own way; {@link claimbench.runtime.ServerProcess}
 * knows it by its type.
 */
final class Binding {
    private Binding() {}

    /** The reason, wherever it stands among the causes; where it is none of the usual ones, the failure's own words. */
    static IOException failure(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException bind) {
                return bind;
            }
            // Netty's native transport has a type of its own for whatever the kernel says.
            if (cause instanceof Errors.NativeIoException) {
                return (IOException) new BindException(cause.getMessage()).initCause(failure);
            }
            if (cause instanceof UnknownHostException) {
                return new IOException("unknown host", failure);
            }
        }
        failure.printStackTrace();
        return new IOException(failure.toString(), failure);
    }
}
