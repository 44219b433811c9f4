package claimbench.harness.cli;

import claimbench.contract.BaseUrl;
import claimbench.harness.claim.Catalogue;
import claimbench.harness.claim.Claim;
import claimbench.harness.experiment.Experiment;
import claimbench.harness.experiment.ExperimentCatalogue;
import claimbench.harness.experiment.Target;
import claimbench.harness.experiment.TargetCatalogue;
import claimbench.runtime.DatabaseUrl;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * What a run is about, from what the user asked for: claims say which experiments are needed, and on which targets, and
 * which programs. Programs need no target, so a run of them alone has none, unless targets are set beside controls.
 *
 * @param experiments in the order of their catalogue
 * @param targets in the order of tables
 * @param programs ids of the claims that programs show
 */
record Selection(List<Experiment> experiments, List<Target> targets, List<String> programs) {

    /** The claims that were named; all of them where none was. */
    static List<String> claims(CommandLine command, Collection<String> named, Catalogue catalogue) {
        List<String> all = catalogue.claims().stream().map(Claim::id).toList();
        return named.isEmpty() ? all : Choices.several(command, "claim", named, all);
    }

    /**
     * What these claims need, on these targets.
     *
     * @param targetNames that were named; all that come with claimbench where none was
     * @param targetUrls of servers that are already running, by name
     * @param controls whether the targets are set beside controls as well, which no claim asks for
     * @param mapsBeside whether maps are measured of claims that are decided without them
     */
    static Selection of(
            CommandLine command,
            List<String> claimIds,
            Collection<String> targetNames,
            Map<String, String> targetUrls,
            boolean controls,
            boolean mapsBeside,
            Catalogue catalogue) {
        List<Target> targets = targets(command, targetNames, targetUrls);
        if (controls) {
            checkNoControl(command, targetUrls.keySet());
        }
        List<String> programs = claimIds.stream()
                .filter(id -> catalogue.claim(id).orElseThrow().shownByProgram())
                .toList();
        if (!programs.isEmpty() && programs.size() == claimIds.size()) {
            return new Selection(List.of(), controls ? targets : List.of(), programs);
        }
        Set<String> needed = claimIds.stream()
                .map(id -> catalogue.claim(id).orElseThrow())
                .filter(claim -> targets.stream().anyMatch(target -> speaksOf(claim, target)))
                .flatMap(claim -> claim.experiments(mapsBeside).stream())
                .collect(Collectors.toSet());
        List<Experiment> experiments = ExperimentCatalogue.all().stream()
                .filter(experiment -> needed.contains(experiment.id()))
                .filter(experiment -> experiment.part().start().baseline()
                        || targets.stream().anyMatch(target -> experiment.speaksOf(target.name())))
                .toList();
        if (experiments.isEmpty() && programs.isEmpty() && !controls) {
            throw new ParameterException(
                    command,
                    "nothing to measure: none of the claims " + String.join(", ", claimIds) + " speaks of "
                            + targets.stream().map(Target::name).collect(Collectors.joining(", ")));
        }
        return new Selection(experiments, targets, programs);
    }

    /** Two servers of one name could not be told apart in the results. */
    private static void checkNoControl(CommandLine command, Set<String> urlNames) {
        TargetCatalogue.controls().stream()
                .map(Target::name)
                .filter(urlNames::contains)
                .findFirst()
                .ifPresent(name -> {
                    throw new ParameterException(
                            command,
                            "with --controls, --target-url needs a name other than '" + name
                                    + "', which is a control's");
                });
    }

    /** The experiments, and those that set targets beside controls. */
    List<Experiment> experimentsWithControls() {
        return Stream.concat(experiments.stream(), ExperimentCatalogue.withControls().stream())
                .toList();
    }

    /** The targets, and the controls. */
    List<Target> targetsWithControls() {
        return Stream.concat(targets.stream(), TargetCatalogue.controls().stream())
                .toList();
    }

    /** Of a server that the user brought, every claim speaks: nobody else knows what it is. */
    private static boolean speaksOf(Claim claim, Target target) {
        return target.url() != null || claim.targetsSpokenOf().contains(target.name());
    }

    /** The targets that were named, and the servers that are already running; all that come with claimbench where none was named. */
    static List<Target> targets(CommandLine command, Collection<String> targetNames, Map<String, String> targetUrls) {
        Set<String> urlNames = targetUrls.keySet();
        var known = new ArrayList<>(TargetCatalogue.names());
        urlNames.stream().filter(name -> !known.contains(name)).forEach(known::add);
        List<String> chosen = targetNames.isEmpty() ? known : Choices.several(command, "target", targetNames, known);
        var targets = new LinkedHashMap<String, Target>();
        for (String name : chosen) {
            TargetCatalogue.find(name).ifPresent(target -> targets.put(name, target));
        }
        targetUrls.forEach((name, url) -> targets.put(name, running(command, name, url)));
        return List.copyOf(targets.values());
    }

    private static Target running(CommandLine command, String name, String url) {
        if (!name.matches("[a-z0-9][a-z0-9-]{0,39}")) {
            throw new ParameterException(
                    command,
                    "--target-url: a name has lower-case letters, digits and hyphens, at most 40, not '" + name + "'");
        }
        return Target.running(name, address(command, "--target-url", url));
    }

    /** A database's address. */
    static DatabaseUrl database(CommandLine command, String text) {
        try {
            return DatabaseUrl.parse(text);
        } catch (IllegalArgumentException e) {
            // What was typed may hold a password, so it is not repeated.
            throw new ParameterException(command, "--database-url must be " + DatabaseUrl.ALLOWED);
        }
    }

    /** An address of the form that a load can be sent to. */
    static URI address(CommandLine command, String option, String text) {
        return BaseUrl.parse(text)
                .orElseThrow(() -> new ParameterException(
                        command, option + " must be " + BaseUrl.ALLOWED + " without a path, not '" + text + "'"));
    }
}
