package claimbench.harness.run;

/** The target did not come up: it will hardly do better in its next trial. */
final class TargetNotStarted extends TrialFailure {
    private static final long serialVersionUID = 1;

    TargetNotStarted(String message) {
        super(message);
    }
}
