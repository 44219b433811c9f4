package claimbench.load;

/** Gatling's simulation of {@link ScenarioCatalogue#RAMP}. */
public class RampSimulation extends LoadSimulation {
    public RampSimulation() {
        super(ScenarioCatalogue.RAMP);
    }
}
