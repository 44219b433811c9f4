package claimbench.loop;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Stacks as a reader wants them: without the calls of the loop itself, above and below those of the program. */
final class Traces {
    /** Enough to tell where a coroutine was made, and cheap enough to take for each of them in debug mode. */
    private static final int CALLS_TO_A_MAKER = 16;

    /** Top-level classes whose calls tell a reader nothing. Those of {@code Queue} or {@code LoopSocket} do. */
    private static final Set<String> OWN = Stream.concat(
                    Stream.of(Stack.class.getSuperclass().getName()),
                    Stream.of(
                                    Asyncio.class,
                                    CallbackTimer.class,
                                    Coroutine.class,
                                    Diagnostics.class,
                                    EventLoop.class,
                                    Interest.class,
                                    NeverAwaited.class,
                                    Producer.class,
                                    ReadyHandle.class,
                                    Scope.class,
                                    Stack.class,
                                    Task.class,
                                    TaskDump.class,
                                    Timer.class,
                                    TracedCallback.class,
                                    Traces.class,
                                    Waiters.class,
                                    Watchdog.class)
                            .map(Class::getName))
            .collect(Collectors.toUnmodifiableSet());

    private Traces() {}

    /** The calls of the program that led here, innermost first. */
    static List<StackTraceElement> here() {
        return StackWalker.getInstance()
                .walk(frames -> ofProgram(frames.map(StackWalker.StackFrame::toStackTraceElement))
                        .limit(CALLS_TO_A_MAKER)
                        .toList());
    }

    /** The calls of a program, of a stack that was left. */
    static List<StackTraceElement> ofProgram(StackTraceElement[] frames) {
        return ofProgram(Arrays.stream(frames)).toList();
    }

    private static Stream<StackTraceElement> ofProgram(Stream<StackTraceElement> frames) {
        return frames.takeWhile(frame -> !isCallOfLoop(frame))
                .filter(frame -> !isOwn(frame))
                .map(Traces::withoutModule);
    }

    /** How many calls of a thread's stack are of the callback or coroutine that runs; others brought the loop there. */
    static int depthOfCallback(StackTraceElement[] frames) {
        int depth = 0;
        while (depth < frames.length && !isCallOfLoop(frames[depth])) {
            depth++;
        }
        return depth;
    }

    /** Whether it is the call by which the loop runs a callback. */
    private static boolean isCallOfLoop(StackTraceElement frame) {
        return frame.getClassName().equals(EventLoop.class.getName())
                && frame.getMethodName().equals(EventLoop.CALL);
    }

    private static boolean isOwn(StackTraceElement frame) {
        String name = frame.getClassName();
        int nested = name.indexOf('$');
        // A lambda's own class only calls the method that holds its code, which has a frame as well.
        return name.contains("$$Lambda") || OWN.contains(nested < 0 ? name : name.substring(0, nested));
    }

    /** Some of the JVM's ways to a stack give loader, module and version with each call, and others don't. */
    private static StackTraceElement withoutModule(StackTraceElement frame) {
        return new StackTraceElement(
                frame.getClassName(), frame.getMethodName(), frame.getFileName(), frame.getLineNumber());
    }

    /** A line for each call, each after a line's end. */
    static String lines(List<StackTraceElement> stack) {
        var text = new StringBuilder();
        for (StackTraceElement call : stack) {
            text.append("\n    at ").append(call);
        }
        return text.toString();
    }
}
