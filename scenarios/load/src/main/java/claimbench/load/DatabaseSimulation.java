package claimbench.load;

/** Gatling's simulation of {@link ScenarioCatalogue#DATABASE}. */
public class DatabaseSimulation extends LoadSimulation {
    public DatabaseSimulation() {
        super(ScenarioCatalogue.DATABASE);
    }
}
