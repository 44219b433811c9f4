package claimbench.runtime;

import java.io.IOException;

/**
 * Notices that the process which started this one has gone, however it went: the pipe to standard input ends with its
 * writer, even when that was killed.
 */
public final class ParentWatch {
    private ParentWatch() {}

    /** Runs the action once, from a daemon thread, when standard input has ended. Nothing else may read it. */
    public static void onGone(Runnable action) {
        Thread.ofPlatform().daemon().name("parent-watch").start(() -> {
            try {
                while (System.in.read() >= 0) {
                    // Whatever is sent does not matter.
                }
            } catch (IOException e) {
                // A broken pipe says the same as its end.
            }
            action.run();
        });
    }
}
