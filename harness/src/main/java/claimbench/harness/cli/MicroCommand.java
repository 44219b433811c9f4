package claimbench.harness.cli;

import claimbench.harness.run.Foreground;
import claimbench.harness.run.Installation;
import claimbench.harness.run.TrialFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code claimbench micro}: the benchmarks without HTTP. */
@Command(
        name = "micro",
        mixinStandardHelpOptions = true,
        header = "Runs the JMH benchmarks: the models without HTTP.",
        description =
                "Fan-out, CPU work, switching between tasks; and a comparison of small work on one core (compare).",
        footerHeading = "%nExamples:%n",
        footer = {
            "  claimbench micro --list",
            "  claimbench micro Fanout",
            "  claimbench micro Switch -- -f 1 -wi 2 -i 3      JMH's own options, after '--'"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:a benchmark failed, or none matches", "2:wrong usage"})
final class MicroCommand implements Callable<Integer> {
    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "FILTER",
            description = "Regular expression: only benchmarks whose names it is found in (default: all).")
    private @Nullable String filter;

    @Parameters(index = "1..*", paramLabel = "OPTION", description = "Options of JMH, after '--'.")
    private List<String> jmhOptions = List.of();

    @Option(names = "--list", description = "Print the names of the benchmarks, and end.")
    private boolean list;

    @Override
    public Integer call() throws TrialFailure, InterruptedException {
        var command = new ArrayList<>(Installation.find().micro());
        if (filter != null) {
            command.add(filter);
        }
        if (list) {
            command.add("-l");
        }
        // A benchmark that fails must not be overlooked among those that did not.
        command.addAll(List.of("-foe", "true"));
        command.addAll(jmhOptions);
        try (var processes = new Foreground()) {
            return processes.start(command).waitFor() == 0 ? 0 : 1;
        }
    }
}
