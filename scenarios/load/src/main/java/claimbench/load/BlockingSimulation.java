package claimbench.load;

/** Gatling's simulation of {@link ScenarioCatalogue#BLOCKING}. */
public class BlockingSimulation extends LoadSimulation {
    public BlockingSimulation() {
        super(ScenarioCatalogue.BLOCKING);
    }
}
