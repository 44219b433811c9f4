package claimbench.eventloop;

import claimbench.contract.ServerLimits;
import claimbench.http.HttpClient;
import java.util.function.Consumer;

/**
 * What the routes of one loop work with. Each loop has its own, since what waits on one loop cannot be woken on another;
 * what is declared for the server is shared out among them ({@link Share}). For the loop's thread, but for counts.
 *
 * @param upstream its connections to the upstream
 * @param database its connections to the database
 * @param background its work that outlives requests
 */
record LoopServices(HttpClient upstream, DatabasePool database, Background background) {

    /**
     * The services of one loop of several.
     *
     * @param index of the loop, from 0
     * @param backgroundEnded told of each background task whether it succeeded
     */
    static LoopServices of(EventLoopOptions options, int index, Consumer<Boolean> backgroundEnded) {
        var share = Share.of(options, index);
        return new LoopServices(
                new HttpClient(LoopTransport::connect, options.upstream()),
                new DatabasePool(
                        options.database(),
                        share.of(options.databasePool()),
                        share.of(ServerLimits.DATABASE_QUEUE_MAX),
                        ServerLimits.DATABASE_WAIT_MAX,
                        ServerLimits.DATABASE_ANSWER_MAX),
                new Background(
                        share.of(ServerLimits.BACKGROUND_TASKS),
                        share.ofMore(ServerLimits.BACKGROUND_TASKS, options.backgroundQueue()),
                        backgroundEnded));
    }

    /** Gives connections back. For the loop's end, when nothing is under way any more. */
    void close() {
        database.close();
        upstream.close();
    }
}
