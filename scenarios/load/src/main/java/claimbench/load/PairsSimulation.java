package claimbench.load;

/** Gatling's simulation of {@link ScenarioCatalogue#PAIRS}. */
public class PairsSimulation extends LoadSimulation {
    public PairsSimulation() {
        super(ScenarioCatalogue.PAIRS);
    }
}
