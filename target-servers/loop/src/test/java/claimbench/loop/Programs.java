package claimbench.loop;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/**
 * Random programs: a few tasks that begin together. They shrink to short ones: fewer steps, shorter waits, less nesting. Each
 * has a theme, a few kinds of steps that it is made of, since tasks that may do anything seldom meet at the same lock.
 */
final class Programs {
    private static final int TASKS_MAX = 6;
    private static final int STEPS_MAX = 4;
    private static final int DEPTH = 2;

    /** Steps that hold others, given what these may be. */
    @FunctionalInterface
    private interface Nested extends Function<Arbitrary<List<Step>>, Arbitrary<Step>> {}

    private static final Arbitrary<Boolean> EITHER = Arbitraries.of(false, true);

    /** Few values, so that waits often end at the same moment. */
    private static final Arbitrary<Integer> MILLIS = Arbitraries.integers().between(0, 3);

    private static final Arbitrary<Integer> PICK = Arbitraries.integers().between(0, 11);

    private static final Arbitrary<Step> PAUSE = MILLIS.map(Step.Pause::new);
    private static final Arbitrary<Step> CANCEL = PICK.map(Step.Cancel::new);
    private static final Arbitrary<Step> AWAIT = PICK.map(Step.Await::new);
    private static final Arbitrary<Step> SHIELDED = PICK.map(Step.Shielded::new);
    private static final Arbitrary<Step> AWAIT_EVENT = Arbitraries.just(new Step.AwaitEvent());
    private static final Arbitrary<Step> SET_EVENT = EITHER.map(Step.SetEvent::new);
    private static final Arbitrary<Step> TAKE = Arbitraries.just(new Step.Take());
    private static final Arbitrary<Step> GIVE = Arbitraries.just(new Step.Give());
    private static final Arbitrary<Step> FAIL = Arbitraries.just(new Step.Fail());
    private static final Arbitrary<Step> PUT = PICK.map(Step.Put::new);
    private static final Arbitrary<Step> GET = PICK.map(Step.Get::new);
    /** The same lock each time, so that many wait for it. */
    private static final Arbitrary<Step> HOLD =
            MILLIS.map(millis -> new Step.Locked(0, List.of(new Step.Pause(millis))));

    private static final Arbitrary<Step> PUT_ALIKE = Arbitraries.just(new Step.Put(0));
    private static final Arbitrary<Step> GET_ALIKE = Arbitraries.just(new Step.Get(0));
    private static final Arbitrary<Step> OFFLOAD =
            Combinators.combine(MILLIS, EITHER).as(Step.Offload::new);

    private Programs() {}

    static Arbitrary<List<Step>> programs() {
        return Arbitraries.oneOf(
                theme(List.of(PAUSE, CANCEL, HOLD)),
                theme(List.of(PAUSE, CANCEL, PUT_ALIKE, GET_ALIKE)),
                theme(List.of(PAUSE, CANCEL), Programs::locked, Programs::within),
                theme(List.of(PAUSE, CANCEL), Programs::permitted),
                theme(List.of(PAUSE, CANCEL, TAKE, GIVE)),
                theme(List.of(PAUSE, CANCEL, AWAIT_EVENT, SET_EVENT)),
                theme(List.of(PAUSE, CANCEL, FAIL), Programs::group, Programs::attempt, Programs::within),
                theme(List.of(PAUSE, CANCEL, PUT), Programs::generate, Programs::within, Programs::refuse),
                theme(List.of(PAUSE, CANCEL, AWAIT, SHIELDED), Programs::spawn, Programs::refuse),
                theme(List.of(PAUSE, CANCEL, PUT, GET)),
                theme(List.of(PAUSE, PUT, GET), Programs::within),
                theme(
                        List.of(PAUSE, CANCEL, AWAIT, FAIL, OFFLOAD),
                        Programs::spawn,
                        Programs::gather,
                        Programs::attempt),
                theme(
                        List.of(PAUSE, CANCEL, AWAIT),
                        Programs::spawn,
                        Programs::within,
                        Programs::refuse,
                        Programs::cleanup),
                theme(
                        List.of(
                                PAUSE,
                                CANCEL,
                                AWAIT,
                                SHIELDED,
                                FAIL,
                                OFFLOAD,
                                PUT,
                                GET,
                                TAKE,
                                GIVE,
                                AWAIT_EVENT,
                                SET_EVENT),
                        Programs::spawn,
                        Programs::gather,
                        Programs::attempt,
                        Programs::within,
                        Programs::refuse,
                        Programs::cleanup,
                        Programs::locked,
                        Programs::permitted,
                        Programs::group,
                        Programs::generate));
    }

    private static Arbitrary<List<Step>> theme(List<Arbitrary<Step>> leaves, Nested... nested) {
        Arbitrary<Step> task = body(DEPTH, leaves, Arrays.asList(nested)).map(Step.Spawn::new);
        return task.list().ofMinSize(1).ofMaxSize(TASKS_MAX);
    }

    private static Arbitrary<List<Step>> body(int depth, List<Arbitrary<Step>> leaves, List<Nested> nested) {
        List<Arbitrary<Step>> steps = new ArrayList<>(leaves);
        if (depth > 0) {
            Arbitrary<List<Step>> inner = body(depth - 1, leaves, nested);
            nested.forEach(kind -> steps.add(kind.apply(inner)));
        }
        return Arbitraries.oneOf(steps).list().ofMaxSize(STEPS_MAX);
    }

    private static Arbitrary<Step> spawn(Arbitrary<List<Step>> body) {
        return body.map(Step.Spawn::new);
    }

    private static Arbitrary<Step> within(Arbitrary<List<Step>> body) {
        return Combinators.combine(MILLIS, body).as(Step.Within::new);
    }

    private static Arbitrary<Step> refuse(Arbitrary<List<Step>> body) {
        return body.map(Step.Refuse::new);
    }

    private static Arbitrary<Step> attempt(Arbitrary<List<Step>> body) {
        return body.map(Step.Attempt::new);
    }

    private static Arbitrary<Step> cleanup(Arbitrary<List<Step>> body) {
        return Combinators.combine(body, MILLIS).as(Step.Cleanup::new);
    }

    private static Arbitrary<Step> gather(Arbitrary<List<Step>> body) {
        return Combinators.combine(body.list().ofMaxSize(3), EITHER).as(Step.Gather::new);
    }

    private static Arbitrary<Step> permitted(Arbitrary<List<Step>> body) {
        return body.map(Step.Permitted::new);
    }

    private static Arbitrary<Step> group(Arbitrary<List<Step>> body) {
        return Combinators.combine(body.list().ofMaxSize(3), body).as(Step.Group::new);
    }

    private static Arbitrary<Step> generate(Arbitrary<List<Step>> body) {
        return Combinators.combine(MILLIS, body).as(Step.Generate::new);
    }

    private static Arbitrary<Step> locked(Arbitrary<List<Step>> body) {
        return Combinators.combine(PICK, body).as(Step.Locked::new);
    }
}
