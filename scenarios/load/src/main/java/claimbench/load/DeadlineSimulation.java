package claimbench.load;

/** Gatling's simulation of {@link ScenarioCatalogue#DEADLINE}. */
public class DeadlineSimulation extends LoadSimulation {
    public DeadlineSimulation() {
        super(ScenarioCatalogue.DEADLINE);
    }
}
