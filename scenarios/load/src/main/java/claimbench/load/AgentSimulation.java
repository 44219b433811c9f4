package claimbench.load;

/** Gatling's simulation of {@link ScenarioCatalogue#AGENT}. */
public class AgentSimulation extends LoadSimulation {
    public AgentSimulation() {
        super(ScenarioCatalogue.AGENT);
    }
}
