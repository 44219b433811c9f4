package claimbench.semantics;

import static claimbench.loop.Asyncio.async;
import static claimbench.loop.Asyncio.await;
import static claimbench.loop.Asyncio.createTask;
import static claimbench.loop.Asyncio.run;
import static claimbench.loop.Asyncio.sleep;
import static claimbench.loop.Asyncio.with;

import claimbench.loop.AsyncResource;
import claimbench.loop.CancelledError;
import claimbench.loop.Coroutine;
import claimbench.loop.Task;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** An asynchronous resource is entered before its use and left after it, however the use ends; both may take time. */
final class EnteredAndLeft {
    private EnteredAndLeft() {}

    static Program program() {
        return Program.of(
                "S11",
                new Scene("success", EnteredAndLeft::success),
                new Scene("failure", EnteredAndLeft::failure),
                new Scene("cancellation", EnteredAndLeft::cancellation));
    }

    private static final class Connection implements AsyncResource<Connection> {
        private final Trace trace;

        Connection(Trace trace) {
            this.trace = trace;
        }

        @Override
        public Connection enter() throws Exception {
            await(sleep(Duration.ofSeconds(1)));
            trace.say("entered");
            return this;
        }

        @Override
        public void exit(@Nullable Throwable cause) throws Exception {
            await(sleep(Duration.ofSeconds(1)));
            trace.say("left");
        }

        Coroutine<Void> use(int seconds) {
            return async(() -> {
                await(sleep(Duration.ofSeconds(seconds)));
                trace.say("used");
            });
        }

        Coroutine<Void> useWrongly() {
            return async(() -> {
                await(use(1));
                throw new IllegalStateException("no such table");
            });
        }
    }

    private static void success(Trace trace) throws Exception {
        run(
                async(() -> {
                    await(with(new Connection(trace), connection -> {
                        await(connection.use(1));
                    }));
                    trace.say("the caller goes on");
                }),
                trace.clock());
    }

    private static void failure(Trace trace) throws Exception {
        run(
                async(() -> {
                    try {
                        await(with(new Connection(trace), connection -> {
                            await(connection.useWrongly());
                        }));
                        trace.say("the caller goes on");
                    } catch (IllegalStateException e) {
                        trace.say("the caller gets: " + e.getMessage());
                    }
                }),
                trace.clock());
    }

    private static void cancellation(Trace trace) throws Exception {
        run(
                async(() -> {
                    Task<Void> task = createTask(with(new Connection(trace), connection -> {
                        await(connection.use(10));
                    }));
                    await(sleep(Duration.ofSeconds(2)));
                    trace.say("the caller cancels");
                    task.cancel();
                    try {
                        await(task);
                        trace.say("the caller goes on");
                    } catch (CancelledError e) {
                        trace.say("the task was cancelled");
                    }
                }),
                trace.clock());
    }
}
