package claimbench.harness.run;

import java.nio.file.Path;

/** A harness that is told to end just before it starts a child, whose log goes to the file given. */
public final class DummyLateStart {
    private DummyLateStart() {}

    public static void main(String[] args) {
        // So that the class is loaded, and its hook is there.
        Children.ending();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> start(Path.of(args[0]))));
        System.exit(0);
    }

    private static void start(Path log) {
        while (!Children.ending()) {
            Thread.onSpinWait();
        }
        try {
            Child child = Child.start(
                    "late", DummyPrograms.java(DummyTarget.class, "honest"), log, new Bell(), ReadyLine.WORD);
            System.out.println("alive " + child.alive());
        } catch (TrialFailure | RuntimeException e) {
            System.out.println(e);
        }
    }
}
