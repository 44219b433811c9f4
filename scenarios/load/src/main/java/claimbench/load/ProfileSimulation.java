package claimbench.load;

/** Gatling's simulation of {@link ScenarioCatalogue#PROFILE}. */
public class ProfileSimulation extends LoadSimulation {
    public ProfileSimulation() {
        super(ScenarioCatalogue.PROFILE);
    }
}
