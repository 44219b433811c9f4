package claimbench.harness.claim;

import java.util.List;

/**
 * Something to try in class, that a teacher's sheet has.
 *
 * @param words one sentence: what to do, and what to look for
 * @param commands to be typed in this order, each on one line: claimbench's own, and {@code curl} with a path of the target that
 *     one of them serves. Never run by claimbench.
 */
public record TryIt(Text words, List<String> commands) {
    public TryIt {
        Required.key("words", words);
        commands = Required.list(commands);
        if (commands.isEmpty()) {
            throw new IllegalArgumentException("'tryIt' needs 'commands'");
        }
        for (int i = 0; i < commands.size(); i++) {
            String command = commands.get(i);
            if (!command.matches("(\\./claimbench|curl) \\S.*")) {
                throw new WrongValueException(
                        "/commands/" + i,
                        "a command to try begins with './claimbench ' or 'curl ', and is one line, not '" + command
                                + "'");
            }
        }
    }
}
