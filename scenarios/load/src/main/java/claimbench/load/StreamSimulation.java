package claimbench.load;

/** Gatling's simulation of {@link ScenarioCatalogue#STREAM}. */
public class StreamSimulation extends LoadSimulation {
    public StreamSimulation() {
        super(ScenarioCatalogue.STREAM);
    }
}
