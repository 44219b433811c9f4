package claimbench.harness.cli;

import java.net.URI;
import java.util.List;

/** What to try first on a target: the ten exercises of the course, a line each. */
final class Exercises {
    private record Exercise(String what, String options, String target) {}

    private static final List<Exercise> ALL = List.of(
            new Exercise("an awaited call", "", "/fanout?calls=1&mode=serial&ms=500"),
            new Exercise("three calls at once", "", "/fanout?calls=3&mode=concurrent&ms=500"),
            new Exercise(
                    "a background task",
                    "-d '{\"name\":\"Ada\",\"email\":\"ada@example.org\"}' ",
                    "/users?notify=background"),
            new Exercise("a timeout of 5 s", "", "/deadline?timeout-ms=5000&ms=60000"),
            new Exercise("partial failure", "", "/fanout?calls=3&mode=concurrent&ms=500&failing=1&on-error=collect"),
            new Exercise("a stream", "-N ", "/answer?tokens=10&gap-ms=200&mode=stream"),
            new Exercise("an asynchronous route", "", "/wait?ms=500"),
            new Exercise("a call with retries", "", "/retry?failures=2&attempts=3"),
            new Exercise("database and API at once", "", "/profile/1?mode=concurrent&db-ms=500&api-ms=500"),
            new Exercise("a streamed dialogue", "-N ", "/answer?tokens=[5-7]&gap-ms=200&mode=stream"));

    private Exercises() {}

    /** Commands to copy. */
    static List<String> commands(URI target) {
        return ALL.stream()
                .map(exercise -> String.format(
                        "  %-25s curl %s'%s%s'", exercise.what, exercise.options, target, exercise.target))
                .toList();
    }
}
