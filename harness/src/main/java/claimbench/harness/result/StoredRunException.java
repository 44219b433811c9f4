package claimbench.harness.result;

import java.io.IOException;
import java.nio.file.Path;

/** A file of a run directory is missing, damaged, or of another schema; the message names it and what is wrong. */
public final class StoredRunException extends IOException {
    private static final long serialVersionUID = 1;

    public StoredRunException(Path file, String whatIsWrong) {
        super(file + ": " + whatIsWrong);
    }
}
