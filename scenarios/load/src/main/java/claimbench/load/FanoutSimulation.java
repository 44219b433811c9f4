package claimbench.load;

/** Gatling's simulation of {@link ScenarioCatalogue#FANOUT}. */
public class FanoutSimulation extends LoadSimulation {
    public FanoutSimulation() {
        super(ScenarioCatalogue.FANOUT);
    }
}
