package claimbench.harness.run;

/** Why a trial could not be measured; the message is one line for people, and the run goes on. */
public class TrialFailure extends Exception {
    private static final long serialVersionUID = 1;

    public TrialFailure(String message) {
        super(message);
    }
}
