package claimbench.harness.run;

import claimbench.harness.result.RunChecks.Reading;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The second witness: {@code wrk}, a load generator in C that shares nothing with Gatling. */
final class Wrk {
    static final String NAME = "wrk";

    /** What to say where it is not installed. */
    static final String MISSING = "wrk is not installed (apt install wrk, dnf install wrk, brew install wrk)";

    /** Beyond the time it was given, it opens connections before it and closes them after. */
    private static final Duration LATE_MAX = Duration.ofSeconds(30);

    private Wrk() {}

    /**
     * Puts a closed load on a server.
     *
     * @param users each with a connection of its own
     * @param file for what it prints
     * @throws TrialFailure where it fails, or not every answer was a success
     */
    static Reading run(URI url, int users, int seconds, List<Integer> cores, Path file)
            throws TrialFailure, InterruptedException {
        List<String> command = List.of(
                NAME,
                "--threads",
                "1",
                "--connections",
                Integer.toString(users),
                "--duration",
                seconds + "s",
                "--latency",
                url.toString());
        try (Child child = Child.start(NAME, Affinity.pin(command, cores), file, new Bell())) {
            if (!child.awaitExit(LATE_MAX.plusSeconds(seconds).toMillis(), TimeUnit.MILLISECONDS)) {
                throw new TrialFailure(NAME + " did not end well: " + child.lastWords());
            }
            WrkOutput output = WrkOutput.parse(Files.readString(file));
            if (output.errors() > 0) {
                throw new TrialFailure(NAME + " had " + output.errors() + " errors in " + output.requests()
                        + " requests (see " + file + ")");
            }
            return new Reading(
                    output.requests() / (output.durationNanos() / 1e9),
                    output.latencyNanosP50(),
                    output.latencyNanosP99());
        } catch (IOException e) {
            throw new TrialFailure("cannot read " + file + ": " + e.getMessage());
        }
    }
}
