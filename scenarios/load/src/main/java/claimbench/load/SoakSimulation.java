package claimbench.load;

/** Gatling's simulation of {@link ScenarioCatalogue#SOAK}. */
public class SoakSimulation extends LoadSimulation {
    public SoakSimulation() {
        super(ScenarioCatalogue.SOAK);
    }
}
