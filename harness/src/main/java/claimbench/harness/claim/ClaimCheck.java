package claimbench.harness.claim;

import claimbench.harness.experiment.Experiment;
import claimbench.harness.experiment.ExperimentCatalogue;
import claimbench.harness.experiment.Grain;
import claimbench.harness.experiment.TargetCatalogue;
import claimbench.load.Scenario;
import claimbench.load.ScenarioCatalogue;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whether the experiments that exist can judge a claim: names of experiments, targets, requests and parameters. A claim that could never be
 * measured is refused before a run, and not found to be inconclusive after it.
 */
final class ClaimCheck {
    /** Of a machine like most; a scenario sends the same requests whatever the number. */
    private static final int CORES = 2;

    private ClaimCheck() {}

    /**
     * Checks.
     *
     * @throws CatalogueException that names the claim, what is wrong with it, and what is allowed
     */
    static void check(Claim claim) {
        if (!claim.id().matches("[A-Za-z][A-Za-z0-9-]{0,19}")) {
            throw wrong(claim, "an id has a letter first, then letters, digits and hyphens, at most 20 in all");
        }
        if (claim.shownByProgram()) {
            throw wrong(claim, "a trace needs a program, and a file cannot bring one: give it measures");
        }
        claim.targets().forEach(target -> target(claim, target));
        claim.beside().forEach(target -> target(claim, target));
        for (Case oneCase : claim.cases()) {
            oneCase.targets().forEach(target -> target(claim, target));
            Experiment experiment = experiment(claim, claim.experimentOf(oneCase));
            for (String target : Stream.concat(claim.targets().stream(), oneCase.targets().stream())
                    .toList()) {
                if (!experiment.speaksOf(target)) {
                    throw wrong(
                            claim,
                            "experiment " + experiment.id() + " measures " + String.join(", ", experiment.targets())
                                    + ", and not " + target);
                }
            }
            oneCase.measures().forEach(measure -> asked(claim, experiment, measure.asked()));
            oneCase.shown().forEach(shown -> asked(claim, experiment, shown.asked()));
        }
        claim.maps().forEach(map -> map(claim, map));
    }

    /** A map of which no point could be on the targets that it is to be judged on would only be found to be empty after a run. */
    private static void map(Claim claim, MapSpec map) {
        List<String> measured = TargetCatalogue.names().stream()
                .filter(name -> map.found().experiments().stream()
                        .filter(experiment -> !experiment.part().start().baseline())
                        .anyMatch(experiment -> experiment.speaksOf(name)))
                .toList();
        for (String target : map.targets()) {
            target(claim, target);
            if (!measured.contains(target)
                    || !(claim.targets().isEmpty() || claim.targets().contains(target))) {
                throw wrong(
                        claim,
                        "a map over " + map.sweep() + " cannot be of " + target + "; it can of "
                                + measured.stream()
                                        .filter(name -> claim.targets().isEmpty()
                                                || claim.targets().contains(name))
                                        .collect(Collectors.joining(", ")));
            }
        }
        if (!claim.targets().isEmpty() && claim.targets().stream().noneMatch(measured::contains)) {
            throw wrong(
                    claim,
                    "sweep " + map.sweep() + " measures " + String.join(", ", measured) + ", and not "
                            + String.join(", ", claim.targets()));
        }
    }

    private static void asked(Claim claim, Experiment experiment, Asked asked) {
        Stream.of(asked.baseline(), asked.treatment(), asked.request())
                .filter(Objects::nonNull)
                .forEach(request -> request(claim, experiment, request));
        if (asked.quantity().overWait()
                && !experiment.parameters(Grain.COARSE, CORES).containsKey(asked.overParameter())) {
            throw wrong(
                    claim,
                    "experiment " + experiment.id() + " has no parameter '" + asked.overParameter() + "'; it has "
                            + experiment.parameters(Grain.COARSE, CORES).keySet().stream()
                                    .sorted()
                                    .collect(Collectors.joining(", ")));
        }
        Against against = asked.against();
        if (against != null) {
            Experiment other = experiment(claim, against.experiment());
            String request = against.request();
            request(claim, other, request == null ? asked.requestName() : request);
            String target = against.target();
            if (target != null) {
                target(claim, target);
            }
        }
    }

    private static Experiment experiment(Claim claim, String id) {
        return ExperimentCatalogue.all().stream()
                .filter(experiment -> experiment.id().equals(id))
                .findFirst()
                .orElseThrow(() -> wrong(
                        claim,
                        "there is no experiment '" + id + "'; there are "
                                + ExperimentCatalogue.all().stream()
                                        .map(Experiment::id)
                                        .collect(Collectors.joining(", "))));
    }

    private static void target(Claim claim, String target) {
        if (!TargetCatalogue.names().contains(target)) {
            throw wrong(
                    claim,
                    "there is no target '" + target + "'; there are " + String.join(", ", TargetCatalogue.names()));
        }
    }

    private static void request(Claim claim, Experiment experiment, @Nullable String request) {
        List<String> sent = ScenarioCatalogue.find(experiment.scenario())
                .map((Scenario scenario) -> scenario.requestNames(experiment.parameters(Grain.COARSE, CORES)))
                .orElse(List.of());
        if (request != null && !sent.contains(request)) {
            throw wrong(
                    claim,
                    "experiment " + experiment.id() + " sends no request '" + request + "'; it sends "
                            + String.join(", ", sent));
        }
    }

    private static CatalogueException wrong(Claim claim, String what) {
        return new CatalogueException("claim " + claim.id() + ": " + what);
    }
}
