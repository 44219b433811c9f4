package claimbench.load;

/** Gatling's simulation of {@link ScenarioCatalogue#RETRY}. */
public class RetrySimulation extends LoadSimulation {
    public RetrySimulation() {
        super(ScenarioCatalogue.RETRY);
    }
}
