package claimbench.load;

/** Gatling's simulation of {@link ScenarioCatalogue#SPIKE}. */
public class SpikeSimulation extends LoadSimulation {
    public SpikeSimulation() {
        super(ScenarioCatalogue.SPIKE);
    }
}
