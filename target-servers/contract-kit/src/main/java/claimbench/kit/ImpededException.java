package claimbench.kit;

import org.opentest4j.TestAbortedException;

/** Ends a check that can't be made since the server lacks what it takes: its message says what to do about it. */
final class ImpededException extends TestAbortedException {
    ImpededException(String message) {
        super(message);
    }
}
