package claimbench.load;

/** Gatling's simulation of {@link ScenarioCatalogue#SLOW}. */
public class SlowSimulation extends LoadSimulation {
    public SlowSimulation() {
        super(ScenarioCatalogue.SLOW);
    }
}
