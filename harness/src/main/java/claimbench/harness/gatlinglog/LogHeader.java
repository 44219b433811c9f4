package claimbench.harness.gatlinglog;

import java.util.List;

/**
 * What a log says of its run.
 *
 * @param gatlingVersion what wrote the log
 * @param simulation name of the class
 * @param description as given to Gatling; empty where none was
 * @param startEpochMillis the run's start, which all times of the log count from
 * @param scenarios names, in the order that users refer to them
 */
public record LogHeader(
        String gatlingVersion, String simulation, String description, long startEpochMillis, List<String> scenarios) {}
