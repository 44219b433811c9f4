package claimbench.load;

/** Gatling's simulation of {@link ScenarioCatalogue#MIXED}. */
public class MixedSimulation extends LoadSimulation {
    public MixedSimulation() {
        super(ScenarioCatalogue.MIXED);
    }
}
