package claimbench.load;

/** Gatling's simulation of {@link ScenarioCatalogue#CPU}. */
public class CpuSimulation extends LoadSimulation {
    public CpuSimulation() {
        super(ScenarioCatalogue.CPU);
    }
}
