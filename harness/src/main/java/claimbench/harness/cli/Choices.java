package claimbench.harness.cli;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Checks of what a user has typed; each failure names it and what is allowed. */
final class Choices {
    private Choices() {}

    /** One of some names. */
    static String one(CommandLine command, String what, String text, Collection<String> allowed) {
        if (!allowed.contains(text)) {
            throw new ParameterException(
                    command, "unknown " + what + " '" + text + "'; it must be one of " + String.join(", ", allowed));
        }
        return text;
    }

    /** Some of some names, in the order of the list of what is allowed, each once. */
    static List<String> several(
            CommandLine command, String what, Collection<String> texts, Collection<String> allowed) {
        for (String text : texts) {
            one(command, what, text, allowed);
        }
        var chosen = new ArrayList<>(allowed);
        chosen.retainAll(texts);
        return List.copyOf(chosen);
    }

    /** A whole number. */
    static long wholeNumber(CommandLine command, String option, String text, long min, long max) {
        try {
            long value = Long.parseLong(text);
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Said below, as for a number out of bounds.
        }
        throw new ParameterException(
                command, option + " must be a whole number from " + min + " to " + max + ", not '" + text + "'");
    }

    /** A number, with or without decimals. */
    static double number(CommandLine command, String option, String text, double min, double max) {
        try {
            double value = Double.parseDouble(text);
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Said below, as for a number out of bounds.
        }
        throw new ParameterException(
                command, option + " must be a number from " + min + " to " + max + ", not '" + text + "'");
    }

    /** Names of people or groups, each on one line. */
    static List<String> authors(CommandLine command, List<String> names) {
        for (String name : names) {
            if (name.isBlank() || name.chars().anyMatch(Character::isISOControl)) {
                throw new ParameterException(
                        command, "--author must be a name on one line, such as \"Lovelace, Ada\", not '" + name + "'");
            }
        }
        return names.stream().map(String::strip).toList();
    }

    /** The seed that was typed; a new one, short enough to type, where none was. */
    static long seed(CommandLine command, @Nullable String text) {
        return text == null
                ? ThreadLocalRandom.current().nextLong(1, 1_000_000_000)
                : wholeNumber(command, "--seed", text, Long.MIN_VALUE, Long.MAX_VALUE);
    }
}
