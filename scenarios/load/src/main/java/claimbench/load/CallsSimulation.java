package claimbench.load;

/** Gatling's simulation of {@link ScenarioCatalogue#CALLS}. */
public class CallsSimulation extends LoadSimulation {
    public CallsSimulation() {
        super(ScenarioCatalogue.CALLS);
    }
}
