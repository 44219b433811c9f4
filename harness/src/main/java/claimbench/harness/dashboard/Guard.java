package claimbench.harness.dashboard;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Prometheus and Grafana do not watch their standard input, so they would outlive a claimbench that is killed outright. A shell stands
 * between: it ends the program when it is asked to or when its own standard input ends, waits until it is gone, and then
 * removes the folder that the program wrote to. A program that ends by itself leaves its folder, since its log says why.
 */
final class Guard {
    private static final String SCRIPT = """
            trap '' INT HUP
            folder=$1
            shift
            exec 3<&0
            "$@" </dev/null 3<&- &
            program=$!
            told=
            trap 'told=yes; kill "$program" 2>/dev/null' TERM
            { while read -r line <&3; do :; done; kill -TERM $$; } 2>/dev/null &
            watch=$!
            status=0
            wait "$program" || status=$?
            while kill -0 "$program" 2>/dev/null; do status=0; wait "$program" || status=$?; done
            kill -KILL "$watch" 2>/dev/null
            [ -z "$told" ] || rm -rf "$folder"
            exit "$status"
            """;

    private Guard() {}

    /**
     * The command, guarded.
     *
     * @param folder that is gone when the program has been told to end
     */
    static List<String> over(Path folder, List<String> command) {
        var guarded = new ArrayList<>(List.of("/bin/sh", "-c", SCRIPT, "guard", folder.toString()));
        guarded.addAll(command);
        return List.copyOf(guarded);
    }
}
