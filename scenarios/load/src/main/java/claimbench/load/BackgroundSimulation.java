package claimbench.load;

/** Gatling's simulation of {@link ScenarioCatalogue#BACKGROUND}. */
public class BackgroundSimulation extends LoadSimulation {
    public BackgroundSimulation() {
        super(ScenarioCatalogue.BACKGROUND);
    }
}
