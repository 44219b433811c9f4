package claimbench.semantics;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is printed as JSON; the Python script prints the same form.
 *
 * @param runtime what ran the programs, with its version
 * @param programs in the order in which they were asked for
 */
@JsonPropertyOrder({"runtime", "programs"})
record Output(String runtime, List<Played> programs) {

    /**
     * A program that was run.
     *
     * @param id of the program
     * @param scenes in order
     */
    @JsonPropertyOrder({"id", "scenes"})
    record Played(String id, List<PlayedScene> scenes) {}

    /**
     * A scene that was run.
     *
     * @param name of the scene
     * @param trace its lines, each a virtual time in milliseconds, a space and a text
     * @param failure what it crashed with; null where it ended well
     * @param clockMillis the virtual time at its end
     */
    @JsonPropertyOrder({"name", "trace", "failure", "clockMillis"})
    record PlayedScene(
            String name, List<String> trace, @Nullable String failure, long clockMillis) {}

    /** Runs programs, one scene after another. */
    static Output of(List<Program> programs) {
        var played = new ArrayList<Played>();
        for (Program program : programs) {
            played.add(new Played(
                    program.id(), program.scenes().stream().map(Output::play).toList()));
        }
        return new Output("Java " + Runtime.version(), List.copyOf(played));
    }

    static PlayedScene play(Scene scene) {
        var trace = new Trace();
        String failure = null;
        try {
            scene.play().on(trace);
        } catch (Exception | Error e) {
            // A crash is a result, which the reader judges; the other programs are run all the same.
            failure = e.toString();
        }
        return new PlayedScene(scene.name(), trace.lines(), failure, trace.millis());
    }
}
