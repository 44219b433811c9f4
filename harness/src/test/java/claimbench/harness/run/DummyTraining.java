package claimbench.harness.run;

/** A generator that does nothing, well. */
public final class DummyTraining {
    private DummyTraining() {}

    public static void main(String[] args) {
        System.out.println("done");
    }
}
