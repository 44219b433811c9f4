package claimbench.harness.gatlinglog;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A log summed up. Times are milliseconds, as Gatling counts them; percentiles are off by at most 0.1 %, the least and the
 * greatest are exact. Percentiles come from one histogram of all requests, never from averages.
 *
 * @param file that was read
 * @param gatlingVersion that wrote it
 * @param simulation name of the class
 * @param description as given to Gatling; empty where none was
 * @param startedAt in ISO 8601, UTC
 * @param seconds from the first user or request to the last
 * @param usersMax most users at once
 * @param usersLeft who had not gone when the log ended: more than none where the run was ended before its time
 * @param scenarios in the order of the simulation
 * @param all requests together
 * @param requests in the order in which they first ended
 * @param groups in the order in which they first ended
 * @param failures messages of failed requests, the most frequent first
 * @param errors that belong to no request, the most frequent first
 * @param unasked messages of WebSockets and streams of events that nobody had asked for; they are no requests
 * @param records that were whole
 * @param bytes that they take
 * @param fileBytes what the file has
 * @param cutOff whether it ends in the middle of a record
 * @param damage what was found behind the whole records that is no record; null where nothing was
 */
public record LogSummary(
        String file,
        String gatlingVersion,
        String simulation,
        String description,
        Instant startedAt,
        double seconds,
        long usersMax,
        long usersLeft,
        List<Users> scenarios,
        Requests all,
        List<Requests> requests,
        List<Groups> groups,
        List<Failure> failures,
        List<Message> errors,
        long unasked,
        long records,
        long bytes,
        long fileBytes,
        boolean cutOff,
        @Nullable String damage) {

    /**
     * The users of a scenario.
     *
     * @param started how many came
     * @param usersMax most at once
     */
    public record Users(String scenario, long started, long usersMax) {}

    /**
     * The requests of one name in the same groups, or all.
     *
     * @param groups that they are in, the outermost first
     * @param name empty for all
     * @param perSecond how many ended, over the seconds of the run
     * @param times of all; null where there are none
     * @param okTimes of those that were good; null where there are none
     * @param failedTimes of the others; null where there are none
     */
    public record Requests(
            List<String> groups,
            String name,
            long count,
            long ok,
            long failed,
            double perSecond,
            @Nullable Times times,
            @Nullable Times okTimes,
            @Nullable Times failedTimes) {}

    /**
     * How users went through a group.
     *
     * @param groups that it is in, the outermost first
     * @param name its own
     * @param failed how often something in it did
     * @param durations from its start to its end, pauses included; null where there are none
     * @param cumulated of its requests' times, added up; null where there are none
     */
    public record Groups(
            List<String> groups,
            String name,
            long count,
            long ok,
            long failed,
            double perSecond,
            @Nullable Times durations,
            @Nullable Times cumulated) {}

    /** How long something took, in milliseconds. */
    public record Times(long min, long p50, long p95, long p99, long p999, long max, double mean) {}

    /** How often requests failed with a message. */
    public record Failure(List<String> groups, String name, String message, long count) {}

    /** How often something was said. */
    public record Message(String message, long count) {}
}
