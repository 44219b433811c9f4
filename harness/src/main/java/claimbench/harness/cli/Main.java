package claimbench.harness.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The entry point: which commands there are, and what every one of them has in common. */
@Command(
        name = "claimbench",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        header = "Puts claims about concurrency under load, and gives each a verdict that can be cited.",
        description = "Runs the same work on servers built in four concurrency models, drives them with Gatling, "
                + "measures, and judges.",
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        optionListHeading = "%nOptions:%n",
        descriptionHeading = "%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  claimbench run                      everything, in at most five minutes",
            "  claimbench run --claims Q01,Q10     two claims only",
            "  claimbench list claims              what can be put to the test",
            "  claimbench dashboard                the run in progress, in the browser; or a stored one: dashboard DIR",
            "  claimbench explain Q05              one claim: where it stands, how it is measured, what came of it",
            "  claimbench help run                 the options of a command"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done; a verdict of CONTRADICTED is a result, not a failure",
            "1:a trial failed, or a trust check did, or something could not be started or stored",
            "2:wrong usage: nothing was run",
            "130, 143:ended by Ctrl-C or SIGTERM; trials already done are kept"
        },
        subcommands = {
            RunCommand.class,
            ResumeCommand.class,
            ReportCommand.class,
            CompareCommand.class,
            DashboardCommand.class,
            CiteCommand.class,
            BundleCommand.class,
            VerifyCommand.class,
            ServeCommand.class,
            LoadCommand.class,
            CapacityCommand.class,
            ContractCommand.class,
            MicroCommand.class,
            PerformanceCommand.class,
            GatlingLogCommand.class,
            ListCommand.class,
            ExplainCommand.class,
            DoctorCommand.class,
            PrepareCommand.class,
            CommandLine.HelpCommand.class,
            AutoComplete.GenerateCompletion.class
        })
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        int exitCode = commandLine().execute(args);
        System.exit(exitCode);
    }

    /** The whole command line, with errors as one line each. */
    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setOut(StandardOutput.open())
                .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8))
                .setParameterExceptionHandler(Errors::usage)
                .setExecutionExceptionHandler(Errors::failure)
                .setUsageHelpWidth(100);
    }
}
