package claimbench.harness.run;

import claimbench.contract.WireName;
import java.util.Locale;

/** What a trial is at. */
enum TrialPhase implements WireName {
    /** Processes start, and are asked whether they keep the contract. */
    START,
    WARM_UP,
    /** What is measured. */
    WINDOW,
    /** Requests under way are waited for. */
    DRAIN;

    @Override
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
