package claimbench.harness.cli;

import claimbench.harness.experiment.TargetCatalogue;
import claimbench.harness.run.Installation;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code claimbench prepare}: once for an installation, what the first run would do otherwise. */
@Command(
        name = "prepare",
        mixinStandardHelpOptions = true,
        header = "Makes what 'run' needs beforehand.",
        description =
                "That is a cache for the generator, for the upstream and for each target, with which trials start sooner; 'run' makes them by "
                        + "itself when they are missing.",
        footerHeading = "%nExample:%n",
        footer = "  claimbench prepare      after a build, so that the first run need not",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done, or a note says what runs will do without", "2:wrong usage"})
final class PrepareCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        Preparation.of(
                Installation.find(), TargetCatalogue.all(), spec.commandLine().getOut());
        return 0;
    }
}
