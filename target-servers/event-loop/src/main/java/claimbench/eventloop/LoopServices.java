package claimbench.eventloop;

import claimbench.contract.ServerLimits;
import claimbench.http.HttpClient;
import java.util.function.Consumer;

/**
 * What the routes of one loop work with. Each loop has its own, since what waits on one loop cannot be woken on another;
 * what is declared for the process is shared out among them. For the loop's thread, but for counts.
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
        int loops = options.loops();
        return new LoopServices(
                new HttpClient(LoopTransport::connect, options.upstream()),
                new DatabasePool(
                        options.database(),
                        share(options.databasePool(), index, loops),
                        share(ServerLimits.DATABASE_QUEUE_MAX, index, loops),
                        ServerLimits.DATABASE_WAIT_MAX),
                new Background(
                        share(ServerLimits.BACKGROUND_TASKS, index, loops),
                        share(options.backgroundQueue(), index, loops),
                        backgroundEnded));
    }

    /** All shares make up the whole. */
    private static int share(int whole, int index, int loops) {
        return whole / loops + (index < whole % loops ? 1 : 0);
    }

    /** Gives connections back. For the loop's end, when nothing is under way any more. */
    void close() {
        database.close();
        upstream.close();
    }
}
