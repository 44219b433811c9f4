package claimbench.harness.claim;

import claimbench.harness.experiment.Experiment;
import claimbench.harness.experiment.ExperimentCatalogue;
import claimbench.harness.experiment.Grain;
import claimbench.harness.experiment.TargetCatalogue;
import claimbench.harness.result.Trial.BackgroundTasks;
import claimbench.load.Scenario;
import claimbench.load.ScenarioCatalogue;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whether the experiments that exist can judge a claim: names of experiments, targets, requests and parameters. A claim that could never be
 * measured is refused before a run, and not found to be inconclusive after it.
 */
final class ClaimCheck {
    /** Of a machine like most; a scenario sends the same requests whatever the number. */
    private static final int CORES = 2;

    private final CatalogueFile file;
    private final Claim claim;
    private final String at;

    /**
     * A check of one claim.
     *
     * @param file that it stands in
     * @param at where in it, as a JSON pointer
     */
    ClaimCheck(CatalogueFile file, Claim claim, String at) {
        this.file = file;
        this.claim = claim;
        this.at = at;
    }

    /**
     * Checks.
     *
     * @throws CatalogueException that names the line and the claim, what is wrong with it, and what is allowed
     */
    void check() {
        if (!claim.id().matches("[A-Za-z][A-Za-z0-9-]{0,19}")) {
            throw wrong("/id", "an id has a letter first, then letters, digits and hyphens, at most 20 in all");
        }
        for (int i = 0; i < claim.targets().size(); i++) {
            target("/targets/" + i, claim.targets().get(i));
        }
        for (int i = 0; i < claim.beside().size(); i++) {
            beside("/beside/" + i, claim.beside().get(i));
        }
        if (!claim.beside().isEmpty() && claim.targetsSpokenOf().isEmpty()) {
            throw wrong("/beside", "'beside' leaves no target that the claim could be judged on");
        }
        for (int i = 0; i < claim.cases().size(); i++) {
            oneCase("/cases/" + i, claim.cases().get(i));
        }
        for (int i = 0; i < claim.maps().size(); i++) {
            map("/maps/" + i, claim.maps().get(i));
        }
    }

    private void beside(String place, String target) {
        target(place, target);
        List<Experiment> experiments = claim.experimentsJudged().stream()
                .flatMap(id -> ExperimentCatalogue.find(id).stream())
                .toList();
        // An experiment that does not exist is named at its own place.
        if (!experiments.isEmpty() && experiments.stream().noneMatch(experiment -> experiment.speaksOf(target))) {
            throw wrong(place, "no experiment of the claim measures " + target);
        }
    }

    private void oneCase(String place, Case oneCase) {
        if (oneCase.trace() != null) {
            throw wrong(place + "/trace", "a trace needs a program, and a file cannot bring one: give it measures");
        }
        for (int i = 0; i < oneCase.targets().size(); i++) {
            String target = oneCase.targets().get(i);
            target(place + "/targets/" + i, target);
            if (claim.beside().contains(target)) {
                throw wrong(place + "/targets/" + i, target + " stands in 'beside', and is not judged");
            }
        }
        Experiment experiment =
                experiment((oneCase.experiment() == null ? "" : place) + "/experiment", claim.experimentOf(oneCase));
        measured(experiment, "/targets/", claim.targets());
        measured(experiment, place + "/targets/", oneCase.targets());
        for (int i = 0; i < oneCase.measures().size(); i++) {
            asked(
                    place + "/measures/" + i,
                    experiment,
                    oneCase.measures().get(i).asked());
        }
        for (int i = 0; i < oneCase.shown().size(); i++) {
            asked(place + "/shown/" + i, experiment, oneCase.shown().get(i).asked());
        }
    }

    private void measured(Experiment experiment, String place, List<String> targets) {
        for (int i = 0; i < targets.size(); i++) {
            if (!experiment.speaksOf(targets.get(i))) {
                throw wrong(
                        place + i,
                        "experiment " + experiment.id() + " measures " + String.join(", ", experiment.targets())
                                + ", and not " + targets.get(i));
            }
        }
    }

    /** A map of which no point could be on the targets that it is to be judged on would only be found to be empty after a run. */
    private void map(String place, MapSpec map) {
        List<String> measured = TargetCatalogue.names().stream()
                .filter(name -> map.found().experiments().stream()
                        .filter(experiment -> !experiment.part().start().baseline())
                        .anyMatch(experiment -> experiment.speaksOf(name)))
                .toList();
        List<String> judged = measured.stream()
                .filter(name -> claim.targets().isEmpty() || claim.targets().contains(name))
                .filter(name -> !claim.beside().contains(name))
                .toList();
        if (judged.isEmpty()) {
            throw wrong(
                    place + "/sweep",
                    "sweep " + map.sweep() + " measures " + String.join(", ", measured)
                            + (claim.targets().isEmpty()
                                    ? ", and 'beside' leaves none of them to be judged"
                                    : ", and not " + String.join(", ", claim.targets())));
        }
        for (int i = 0; i < map.targets().size(); i++) {
            String target = map.targets().get(i);
            target(place + "/targets/" + i, target);
            if (!judged.contains(target)) {
                throw wrong(
                        place + "/targets/" + i,
                        "a map over " + map.sweep() + " cannot be of " + target + "; it can of "
                                + String.join(", ", judged));
            }
        }
    }

    private void asked(String place, Experiment experiment, Asked asked) {
        request(place + "/baseline", experiment, asked.baseline());
        request(place + "/treatment", experiment, asked.treatment());
        request(place + "/request", experiment, asked.request());
        Set<String> parameters = experiment.parameters(Grain.COARSE, CORES).keySet();
        if (asked.quantity().overWait() && !parameters.contains(asked.overParameter())) {
            throw wrong(
                    place + "/over",
                    "experiment " + experiment.id() + " has no parameter '" + asked.overParameter() + "'; it has "
                            + parameters.stream().sorted().collect(Collectors.joining(", ")));
        }
        if (asked.quantity() == Quantity.LOST_TASKS && !experiment.scenario().equals(BackgroundTasks.SCENARIO)) {
            throw wrong(
                    place + "/quantity",
                    "experiment " + experiment.id() + " leaves no tasks to count; those of scenario "
                            + BackgroundTasks.SCENARIO + " do");
        }
        Against against = asked.against();
        if (against != null) {
            against(place, against, asked.requestName());
        }
    }

    private void against(String measure, Against against, String ownRequest) {
        String place = measure + "/against";
        Experiment other = experiment(place + "/experiment", against.experiment());
        if (against.request() == null) {
            request(measure + "/request", other, ownRequest);
        } else {
            request(place + "/request", other, against.request());
        }
        String target = against.target();
        if (target != null) {
            target(place + "/target", target);
        }
    }

    private Experiment experiment(String place, String id) {
        return ExperimentCatalogue.all().stream()
                .filter(experiment -> experiment.id().equals(id))
                .findFirst()
                .orElseThrow(() -> wrong(
                        place,
                        "there is no experiment '" + id + "'; there are "
                                + ExperimentCatalogue.all().stream()
                                        .map(Experiment::id)
                                        .collect(Collectors.joining(", "))));
    }

    private void target(String place, String target) {
        if (!TargetCatalogue.names().contains(target)) {
            throw wrong(
                    place,
                    "there is no target '" + target + "'; there are " + String.join(", ", TargetCatalogue.names()));
        }
    }

    private void request(String place, Experiment experiment, @Nullable String request) {
        List<String> sent = ScenarioCatalogue.find(experiment.scenario())
                .map((Scenario scenario) -> scenario.requestNames(experiment.parameters(Grain.COARSE, CORES)))
                .orElse(List.of());
        if (request != null && !sent.contains(request)) {
            throw wrong(
                    place,
                    "experiment " + experiment.id() + " sends no request '" + request + "'; it sends "
                            + String.join(", ", sent));
        }
    }

    /**
     * What is wrong with the claim.
     *
     * @param place in the claim
     */
    private CatalogueException wrong(String place, String what) {
        return file.problem(at + place, "claim " + claim.id() + ": " + what);
    }
}
