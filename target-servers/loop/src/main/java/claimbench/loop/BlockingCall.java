package claimbench.loop;

import java.lang.management.ThreadInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells from a look at a thread whether it waits in a call that blocks, and in which. */
final class BlockingCall {
    /** The JDK's packages with native methods that wait for a file, a socket or a process. */
    private static final List<String> NATIVE_WAITS =
            List.of("sun.nio.ch.", "sun.nio.fs.", "java.io.", "java.net.", "sun.net.", "java.lang.Process");

    private static final List<String> JDK = List.of("java.", "javax.", "jdk.", "sun.", "com.sun.");

    /** Our own sockets, whose calls of the system never wait. */
    private static final List<String> NEVER_WAIT =
            List.of(LoopSocket.class.getName(), ListeningSocket.class.getName(), LoopChannel.class.getName());

    private BlockingCall() {}

    /** What the thread waits in, in words: {@code "it sleeps in java.lang.Thread.sleep"}; null where it computes. */
    static @Nullable String of(ThreadInfo info) {
        StackTraceElement[] frames = info.getStackTrace();
        return switch (info.getThreadState()) {
            case BLOCKED ->
                "it waits for the monitor of " + info.getLockName()
                        + (info.getLockOwnerName() == null
                                ? ""
                                : ", which thread " + info.getLockOwnerName() + " holds");
            case WAITING, TIMED_WAITING -> "it waits in " + nameOfCall(frames);
            case RUNNABLE -> waitsInNative(frames) ? "it waits in " + nameOfCall(frames) : null;
            case NEW, TERMINATED -> null;
        };
    }

    private static boolean waitsInNative(StackTraceElement[] frames) {
        if (frames.length == 0 || !frames[0].isNativeMethod() || !startsWithAny(frames[0], NATIVE_WAITS)) {
            return false;
        }
        int caller = calledByProgram(frames) + 1;
        return caller == frames.length || !startsWithAny(frames[caller], NEVER_WAIT);
    }

    /** The method that the program has called, which the JDK has got lost in. */
    private static String nameOfCall(StackTraceElement[] frames) {
        StackTraceElement call = frames[Math.max(0, calledByProgram(frames))];
        return call.getClassName() + "." + call.getMethodName();
    }

    /** The outermost of the JDK's calls at the stack's top; -1 where there is none. */
    private static int calledByProgram(StackTraceElement[] frames) {
        int index = 0;
        while (index < frames.length && startsWithAny(frames[index], JDK)) {
            index++;
        }
        return index - 1;
    }

    private static boolean startsWithAny(StackTraceElement frame, List<String> beginnings) {
        return beginnings.stream().anyMatch(frame.getClassName()::startsWith);
    }
}
