package claimbench.kit;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/**
 * What went over the connection that a test used last: added to the test's failure, so that whoever reads it sees what
 * was sent and what came, byte by byte, beside what was expected.
 */
final class Transcript implements BeforeEachCallback, TestExecutionExceptionHandler {
    private static final int SHOWN_CHARS_MAX = 400;

    // A test runs on one thread; another may run on another at the same time.
    private static final ThreadLocal<@Nullable RawConnection> LAST = new ThreadLocal<>();

    /** What went over a connection, as the cause of nothing: it stands beside a failure. */
    static final class Conversation extends Exception {
        private final String sent;
        private final String came;

        private Conversation(String sent, String came) {
            super("sent: " + sent + "; came: " + came, null, false, false);
            this.sent = sent;
            this.came = came;
        }

        String sent() {
            return sent;
        }

        String came() {
            return came;
        }

        /** That of a failure, if the test had sent anything. */
        static Optional<Conversation> of(Throwable failure) {
            for (Throwable suppressed : failure.getSuppressed()) {
                if (suppressed instanceof Conversation conversation) {
                    return Optional.of(conversation);
                }
            }
            return Optional.empty();
        }
    }

    /** The test on this thread goes on with this connection. */
    static void use(RawConnection connection) {
        LAST.set(connection);
    }

    /** The test on this thread has had no conversation that is worth showing, so far. */
    static void forget() {
        LAST.remove();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        forget();
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        add(failure);
        throw failure;
    }

    /** A part of a test on a thread of its own. */
    static <T> T keeping(Callable<T> part) throws Exception {
        try {
            return part.call();
        } catch (Exception | AssertionError e) {
            add(e);
            throw e;
        }
    }

    /** Says with a failure of this thread's test what went over its last connection, unless that was said already. */
    static void add(Throwable failure) {
        RawConnection last = LAST.get();
        if (last != null && Conversation.of(failure).isEmpty()) {
            failure.addSuppressed(new Conversation(
                    shown(last.sent()), last.received().isEmpty() ? "nothing" : shown(last.received())));
        }
    }

    /** Bytes as a reader can take them in: on one line, and not too many. */
    static String shown(String latin1) {
        var shown = new StringBuilder();
        for (int i = 0; i < latin1.length() && shown.length() < SHOWN_CHARS_MAX; i++) {
            char octet = latin1.charAt(i);
            switch (octet) {
                case '\r' -> shown.append("\\r");
                case '\n' -> shown.append("\\n");
                case '\t' -> shown.append("\\t");
                default -> {
                    if (octet >= ' ' && octet < 0x7f) {
                        shown.append(octet);
                    } else {
                        shown.append("\\x%02x".formatted((int) octet));
                    }
                }
            }
        }
        return shown + (shown.length() < SHOWN_CHARS_MAX ? "" : " … (" + latin1.length() + " bytes or more)");
    }
}
