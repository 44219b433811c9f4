package claimbench.harness.cli;

import claimbench.harness.result.StoredRunException;
import claimbench.harness.run.TrialFailure;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** What went wrong, in one line on standard error, and the exit code that says of which kind it was. */
final class Errors {
    private Errors() {}

    /** Wrong usage: names what is wrong and what is allowed. */
    static int usage(ParameterException e, String[] args) {
        print(e.getCommandLine(), message(e));
        return ExitCode.USAGE;
    }

    /** Everything else. What is expected to happen has a message; the rest is a fault of this program's, with its trace. */
    static int failure(Exception e, CommandLine command, ParseResult parsed) {
        switch (e) {
            case IOException expected -> print(command, message(expected));
            case TrialFailure expected -> print(command, message(expected));
            case InterruptedException expected -> print(command, "interrupted");
            default -> {
                print(command, "internal error, please report it: " + e);
                e.printStackTrace(command.getErr());
            }
        }
        return ExitCode.SOFTWARE;
    }

    private static void print(CommandLine command, String message) {
        command.getErr().println("claimbench: " + message.replaceAll("\\s*\\R\\s*", " "));
        command.getErr().flush();
    }

    private static String message(Exception e) {
        return e instanceof StoredRunException || e.getMessage() != null
                ? Objects.requireNonNullElse(e.getMessage(), e.toString())
                : e.toString();
    }

    private static String message(ParameterException e) {
        CommandLine command = e.getCommandLine();
        if (e instanceof UnmatchedArgumentException unmatched
                && !unmatched.getUnmatched().isEmpty()) {
            String argument = unmatched.getUnmatched().getFirst();
            if (argument.startsWith("-")) {
                return "unknown option '" + argument + "'; " + name(command) + " takes " + options(command);
            }
            return command.getSubcommands().isEmpty()
                    ? "unexpected argument '" + argument + "' of " + name(command)
                    : "unknown command '" + argument + "'; it must be one of "
                            + command.getSubcommands().keySet().stream().collect(Collectors.joining(", "));
        }
        String text = Objects.requireNonNullElse(e.getMessage(), e.toString());
        return text.isEmpty() ? text : Character.toLowerCase(text.charAt(0)) + text.substring(1);
    }

    private static String name(CommandLine command) {
        return command.getCommandSpec().qualifiedName();
    }

    private static String options(CommandLine command) {
        List<OptionSpec> options = command.getCommandSpec().options();
        return options.stream()
                .map(OptionSpec::longestName)
                .sorted(Comparator.naturalOrder())
                .collect(Collectors.joining(", "));
    }
}
