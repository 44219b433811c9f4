package claimbench.load;

/** Gatling's simulation of {@link ScenarioCatalogue#PLAINTEXT}. */
public class PlaintextSimulation extends LoadSimulation {
    public PlaintextSimulation() {
        super(ScenarioCatalogue.PLAINTEXT);
    }
}
