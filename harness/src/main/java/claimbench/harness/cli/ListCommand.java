package claimbench.harness.cli;

import claimbench.contract.Parameter;
import claimbench.contract.WireName;
import claimbench.harness.claim.Claim;
import claimbench.harness.experiment.LoadKind;
import claimbench.harness.experiment.Profile;
import claimbench.harness.experiment.ProgramSubject;
import claimbench.harness.experiment.Target;
import claimbench.harness.experiment.TargetCatalogue;
import claimbench.load.Scenario;
import claimbench.load.ScenarioCatalogue;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code claimbench list}: what there is. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        header = "Lists targets, scenarios, claims or profiles.",
        footerHeading = "%nExamples:%n",
        footer = {"  claimbench list claims", "  claimbench list targets --json"},
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "2:wrong usage"})
final class ListCommand implements Callable<Integer> {
    private static final List<String> KINDS = List.of("targets", "scenarios", "claims", "profiles");

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(paramLabel = "KIND", description = "targets, scenarios, claims or profiles.")
    private String kind = "";

    @Option(names = "--json", description = "Print JSON, for programs.")
    private boolean json;

    @Option(
            names = "--catalogue",
            paramLabel = "FILE",
            description = "A document of your own, whose claims are listed after the others.")
    private @Nullable Path catalogueFile;

    @Override
    public Integer call() throws IOException {
        Choices.one(spec.commandLine(), "kind", kind, KINDS);
        PrintWriter out = spec.commandLine().getOut();
        List<Map<String, Object>> entries = switch (kind) {
            case "targets" ->
                TargetCatalogue.namesWithControls().stream()
                        .map(name -> entry(TargetCatalogue.find(name).orElseThrow()))
                        .toList();
            case "scenarios" ->
                ScenarioCatalogue.all().stream().map(ListCommand::entry).toList();
            case "claims" ->
                OwnCatalogue.of(spec.commandLine(), catalogueFile).catalogue().claims().stream()
                        .map(ListCommand::entry)
                        .toList();
            default -> Arrays.stream(Profile.values()).map(ListCommand::entry).toList();
        };
        if (json) {
            JsonText.print(out, entries);
        } else if (kind.equals("scenarios")) {
            Table.print(out, scenarioRows());
        } else {
            var rows = new ArrayList<List<String>>();
            rows.add(List.copyOf(entries.getFirst().keySet()));
            entries.forEach(entry -> rows.add(cells(entry)));
            Table.print(out, rows);
            if (kind.equals("profiles")) {
                out.println();
                out.println("times of a trial, by its kind of load: warm-up + window, which is what is measured");
            }
        }
        return 0;
    }

    private static Map<String, Object> entry(Target target) {
        return ordered("name", target.name(), "kind", target.control() ? "control" : "target", "model", target.model());
    }

    private static Map<String, Object> entry(Scenario scenario) {
        String parameters =
                scenario.parameters().stream().map(ListCommand::text).collect(Collectors.joining("; "));
        return ordered("name", scenario.name(), "description", scenario.description(), "parameters", parameters);
    }

    /** Parameters below their scenario: beside it, a line would be too long to read. */
    private static List<List<String>> scenarioRows() {
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("name", "description and parameters (--set NAME=VALUE)"));
        for (Scenario scenario : ScenarioCatalogue.all()) {
            rows.add(List.of(scenario.name(), scenario.description()));
            scenario.parameters().forEach(parameter -> rows.add(List.of("", "  " + text(parameter))));
        }
        return rows;
    }

    private static Map<String, Object> entry(Claim claim) {
        return ordered(
                "id",
                claim.id(),
                "experiment",
                experiments(claim),
                "title",
                claim.title().en(),
                "restatement",
                claim.restatement().en(),
                "targets",
                claim.shownByProgram() ? ProgramSubject.names() : claim.targetsSpokenOf());
    }

    /** What it is judged by; a map over many is named by its sweep. */
    private static String experiments(Claim claim) {
        if (claim.shownByProgram()) {
            return "program";
        }
        var names = new LinkedHashSet<String>();
        claim.cases().forEach(oneCase -> names.add(claim.experimentOf(oneCase)));
        claim.maps().forEach(map -> names.add("map " + map.sweep()));
        return names.isEmpty() ? "none" : String.join(", ", names);
    }

    private static Map<String, Object> entry(Profile profile) {
        Map<String, Object> entry = ordered("name", profile.wireName(), "rounds", profile.rounds());
        for (LoadKind kind : LoadKind.values()) {
            entry.put(kind.name().toLowerCase(Locale.ROOT), profile.times(kind));
        }
        return entry;
    }

    private static String text(Parameter<?> parameter) {
        return parameter.name() + ": " + parameter.allowed()
                + parameter
                        .fallback()
                        .map(value -> " (default: " + word(value) + ")")
                        .orElse("");
    }

    private static String word(Object value) {
        return switch (value) {
            case WireName name -> name.wireName();
            case List<?> values -> values.stream().map(ListCommand::word).collect(Collectors.joining(","));
            default -> value.toString();
        };
    }

    private static List<String> cells(Map<String, Object> entry) {
        return entry.values().stream().map(ListCommand::cell).toList();
    }

    private static String cell(Object value) {
        return switch (value) {
            case List<?> list -> list.stream().map(String::valueOf).collect(Collectors.joining(", "));
            case Profile.Times times ->
                Durations.seconds(times.warmUpMillis()) + " + " + Durations.seconds(times.windowMillis());
            default -> value.toString();
        };
    }

    private static Map<String, Object> ordered(Object... namesAndValues) {
        var map = new LinkedHashMap<String, Object>();
        for (int index = 0; index < namesAndValues.length; index += 2) {
            map.put((String) namesAndValues[index], namesAndValues[index + 1]);
        }
        return map;
    }
}
