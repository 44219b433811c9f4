package claimbench.load;

/** Gatling's simulation of {@link ScenarioCatalogue#WAIT}. */
public class WaitSimulation extends LoadSimulation {
    public WaitSimulation() {
        super(ScenarioCatalogue.WAIT);
    }
}
