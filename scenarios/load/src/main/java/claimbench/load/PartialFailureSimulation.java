package claimbench.load;

/** Gatling's simulation of {@link ScenarioCatalogue#PARTIAL_FAILURE}. */
public class PartialFailureSimulation extends LoadSimulation {
    public PartialFailureSimulation() {
        super(ScenarioCatalogue.PARTIAL_FAILURE);
    }
}
