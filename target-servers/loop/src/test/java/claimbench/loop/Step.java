package claimbench.loop;

import java.util.List;

/**
 * One step of a random program: what {@link Programs} makes and an {@link Actor} performs. A number that picks something is taken
 * modulo how many there are to pick from, so that every program is a valid one, and stays so while it is shrunk.
 */
sealed interface Step {
    /** Sleeps; for 0, yields. */
    record Pause(int millis) implements Step {}

    /** Makes a task. */
    record Spawn(List<Step> body) implements Step {}

    /** Awaits a task that was spawned earlier; one from which no chain of awaits leads back. */
    record Await(int pick) implements Step {}

    /** Makes tasks and awaits all of them, their results or their outcomes. */
    record Gather(List<List<Step>> bodies, boolean outcomes) implements Step {}

    /** Performs the body within a time. */
    record Within(int millis, List<Step> body) implements Step {}

    /** Cancels any task of the program that exists by now: it may be done, not have begun, or be this one. */
    record Cancel(int pick) implements Step {}

    /** Performs the body, and goes on where it is cancelled. */
    record Refuse(List<Step> body) implements Step {}

    /** Performs the body, and then waits in a finally block. */
    record Cleanup(List<Step> body, int millis) implements Step {}

    /** Performs the body, and goes on where it fails. */
    record Attempt(List<Step> body) implements Step {}

    /** Throws. */
    record Fail() implements Step {}

    /** Off-loads a call that takes a while. */
    record Offload(int millis, boolean fails) implements Step {}

    /** Performs the body while it holds a lock. */
    record Locked(int pick, List<Step> body) implements Step {}

    /** Performs the body while it holds a permit of a semaphore. */
    record Permitted(List<Step> body) implements Step {}

    /** Waits for an event. */
    record AwaitEvent() implements Step {}

    /** Sets the event, and may clear it at once. */
    record SetEvent(boolean clear) implements Step {}

    /** Waits at a condition until there is a token, and takes it. */
    record Take() implements Step {}

    /** Adds a token, and signals the condition. */
    record Give() implements Step {}

    /** Awaits a task as {@link Await} does, behind a shield. */
    record Shielded(int pick) implements Step {}

    /** Makes tasks in a group, and performs the body in it. */
    record Group(List<List<Step>> bodies, List<Step> body) implements Step {}

    /** Takes some items from a generator that performs the body before each of them. */
    record Generate(int taken, List<Step> body) implements Step {}

    /** Puts the next item into a bounded queue. */
    record Put(int pick) implements Step {}

    /** Takes an item from a bounded queue. */
    record Get(int pick) implements Step {}
}
