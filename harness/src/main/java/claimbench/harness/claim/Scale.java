package claimbench.harness.claim;

import claimbench.contract.WireName;
import claimbench.harness.result.Trial;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What the figures of an expectation are multiples of: some claims speak of as many times as there are cores. */
public enum Scale implements WireName {
    /** Plain figures. */
    ONE {
        @Override
        int factor(Observations run, Trial trial) {
            return 1;
        }
    },
    /** The cores that the target may use. */
    CORES {
        @Override
        int factor(Observations run, Trial trial) throws UnmeasurableException {
            return run.coresOfTarget(trial)
                    .orElseThrow(() -> new UnmeasurableException(
                            "how many cores the target may use is not known", "不知道目标可以使用几个核"));
        }
    },
    /** The virtual users of the closed load. */
    USERS {
        @Override
        int factor(Observations run, Trial trial) {
            return trial.condition().workload().users();
        }
    };

    abstract int factor(Observations run, Trial trial) throws UnmeasurableException;

    /** What is counted, in Chinese. */
    public String zh() {
        return switch (this) {
            case ONE -> "单位";
            case CORES -> "核数";
            case USERS -> "用户数";
        };
    }

    @Override
    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
