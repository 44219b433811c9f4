package claimbench.harness.cli;

import claimbench.harness.claim.Figures;
import claimbench.harness.claim.Text;
import claimbench.harness.experiment.Experiment;
import claimbench.harness.experiment.Grain;
import claimbench.harness.experiment.Profile;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Experiments that differ in the number of their users alone. Which of them a run measures depends on the grain of its profile, and a finer one
 * measures those of the coarser, too.
 */
record Crowds(List<Experiment> crowds) {

    /** What an experiment's id is without the number of users: the same for all that differ in nothing else. */
    static String name(String experiment) {
        return experiment.replaceFirst("^users-\\d+", "users-…");
    }

    /** How many users there are, profile by profile. */
    Text users() {
        var en = new ArrayList<String>();
        var zh = new ArrayList<String>();
        for (Profile profile : Profile.values()) {
            List<String> users = added(profile);
            if (!users.isEmpty()) {
                boolean first = en.isEmpty();
                en.add((first ? "" : "and ") + String.join(", ", users) + " with profile " + profile.wireName());
                zh.add(profile.wireName() + " 档位" + (first ? " " : "另有 ") + String.join("、", users));
            }
        }
        return new Text("users who wait: " + String.join("; ", en), "等待中的用户数：" + String.join("；", zh));
    }

    /** The numbers of users that this profile measures, and none that is coarser. */
    private List<String> added(Profile profile) {
        return crowds.stream()
                .filter(crowd -> firstToMeasure(crowd.part().sampling().grain()) == profile)
                .map(crowd ->
                        crowd.workload().apply(profile.times(crowd.kind())).users())
                .sorted()
                .map(Figures::exact)
                .collect(Collectors.toList());
    }

    private static Profile firstToMeasure(Grain grain) {
        for (Profile profile : Profile.values()) {
            if (grain.within(profile.grain())) {
                return profile;
            }
        }
        throw new IllegalArgumentException("no profile measures " + grain);
    }
}
