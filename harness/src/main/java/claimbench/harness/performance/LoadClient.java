package claimbench.harness.performance;

import claimbench.harness.performance.Outcomes.Kind;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * A load whose every answer is looked at, from one thread, over a bounded number of connections that stay open: closed, with
 * so many users, or open, with arrivals at given rates. An arrival that finds no connection free, and as many open as there may
 * be, waits for one; its latency counts from when it was due. {@code wrk} makes more of a load, and says less of it: it
 * knows neither rates nor what a 503 said. For one thread.
 */
final class LoadClient implements AutoCloseable {
    /**
     * Arrivals at a rate for so long.
     *
     * @param perSecond how many
     * @param length of the stage
     */
    record Stage(double perSecond, Duration length) {}

    /** Is told of the events of streams; each has the number of its request in its load, from 0. */
    interface Listener {
        /** The first event of a stream has come. */
        default void began(int number, long nanos) {}

        /** Another event has come. */
        default void next(int number, long lastNanos, long nanos) {}

        /** A stream that had begun has ended, well or not. */
        default void ended(int number, long nanos) {}
    }

    private static final int READ_BYTES = 64 * 1024;
    private static final long LAG_NANOS_MAX = TimeUnit.MINUTES.toNanos(5);

    private final InetSocketAddress address;
    private final String authority;
    private final IntFunction<Ask> asks;
    private final int connectionsMax;
    private final Duration drainMax;
    private final Listener listener;
    private final Selector selector;
    private final ByteBuffer read = ByteBuffer.allocateDirect(READ_BYTES);
    private final Set<Wire> wires = new HashSet<>();
    private final Deque<Wire> idle = new ArrayDeque<>();
    private final Deque<Integer> waiting = new ArrayDeque<>();
    private Histogram lag = new Histogram(LAG_NANOS_MAX, 3);
    private Outcomes outcomes = new Outcomes();
    private int inFlight;
    private int inFlightMax;
    private boolean closedLoad;
    private long closedUntilNanos;

    /**
     * A client that has no connection yet.
     *
     * @param url of the server
     * @param asks what is asked by the request of each number, from 0
     * @param connectionsMax open at once
     * @param drainMax how long answers are waited for when all is sent
     * @param listener of streams
     */
    LoadClient(URI url, IntFunction<Ask> asks, int connectionsMax, Duration drainMax, Listener listener)
            throws IOException {
        this.address = new InetSocketAddress(url.getHost(), url.getPort());
        this.authority = url.getAuthority();
        this.asks = asks;
        this.connectionsMax = connectionsMax;
        this.drainMax = drainMax;
        this.listener = listener;
        this.selector = Selector.open();
    }

    /**
     * So many users, each with one request at a time, for so long; then answers are waited for. A user whose connection breaks
     * has left.
     */
    Outcomes closed(int users, Duration length) throws IOException, InterruptedException {
        restart();
        long now = System.nanoTime();
        closedLoad = true;
        closedUntilNanos = now + length.toNanos();
        for (int i = 0; i < users; i++) {
            begin(now);
        }
        drain(closedUntilNanos + drainMax.toNanos());
        return outcomes;
    }

    /** Arrivals, stage after stage without a pause; then answers are waited for. */
    Outcomes open(List<Stage> stages) throws IOException, InterruptedException {
        return open(System.nanoTime(), stages);
    }

    /** The same, from an instant on. */
    Outcomes open(long originNanos, List<Stage> stages) throws IOException, InterruptedException {
        restart();
        long start = originNanos;
        for (Stage stage : stages) {
            double gapNanos = TimeUnit.SECONDS.toNanos(1) / stage.perSecond();
            long count = Math.round(stage.length().toNanos() / gapNanos);
            for (long i = 0; i < count; i++) {
                long due = start + (long) (i * gapNanos);
                awaitDue(due);
                lag.recordValue(Math.clamp(System.nanoTime() - due, 0, LAG_NANOS_MAX));
                begin(due);
            }
            start += stage.length().toNanos();
        }
        drain(start + drainMax.toNanos());
        return outcomes;
    }

    /** How late requests of the last open load were begun. */
    Histogram lag() {
        return lag;
    }

    /** The most requests that were under way at once in the last load. */
    int inFlightMax() {
        return inFlightMax;
    }

    private void restart() {
        outcomes = new Outcomes();
        lag = new Histogram(LAG_NANOS_MAX, 3);
        inFlightMax = 0;
        closedLoad = false;
    }

    private void awaitDue(long dueNanos) throws IOException, InterruptedException {
        turn(0);
        for (long left = dueNanos - System.nanoTime(); left > 0; left = dueNanos - System.nanoTime()) {
            turn(left);
        }
    }

    private void drain(long untilNanos) throws IOException, InterruptedException {
        long left = untilNanos - System.nanoTime();
        while (left > 0 && (inFlight > 0 || !waiting.isEmpty())) {
            turn(left);
            left = untilNanos - System.nanoTime();
        }
        waiting.clear();
        for (Wire wire : List.copyOf(wires)) {
            if (wire.busy()) {
                wire.fail(Kind.UNANSWERED);
            }
        }
    }

    /** Deals with what is ready, waiting for something no longer than this, and at least a little where there is time. */
    private void turn(long waitNanos) throws IOException, InterruptedException {
        if (waitNanos <= 0) {
            selector.selectNow(this::ready);
        } else {
            selector.select(this::ready, Math.max(1, TimeUnit.NANOSECONDS.toMillis(waitNanos)));
        }
        if (Thread.interrupted()) {
            throw new InterruptedException("told to end");
        }
    }

    private void ready(SelectionKey key) {
        ((Wire) key.attachment()).ready();
    }

    private void begin(long dueNanos) {
        waiting.add(outcomes.add(dueNanos));
        serveWaiting();
    }

    /** Gives those who wait a connection, as far as there are any. */
    private void serveWaiting() {
        while (!waiting.isEmpty() && (!idle.isEmpty() || wires.size() < connectionsMax)) {
            int number = waiting.remove();
            Wire wire = idle.isEmpty() ? Wire.open(this) : idle.removeFirst();
            if (wire == null) {
                outcomes.end(number, System.nanoTime(), Kind.BROKEN);
            } else {
                wire.send(number);
            }
        }
    }

    private byte[] bytes(Ask ask) {
        return ("GET " + ask.target() + " HTTP/1.1\r\nHost: " + authority + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private Kind kind(AnswerReader answer, Ask ask) {
        if (answer.status() == 503 && answer.saysWhenToComeBack()) {
            return Kind.REFUSED;
        }
        return answer.status() == 200 && answer.body().contains(ask.contained()) ? Kind.SUCCESS : Kind.WRONG;
    }

    @Override
    public void close() {
        List.copyOf(wires).forEach(Wire::leave);
        try {
            selector.close();
        } catch (IOException e) {
            // It is gone all the same.
        }
    }

    /** One connection, with one request at a time. */
    private static final class Wire {
        private final LoadClient client;
        private final SocketChannel channel;
        private final SelectionKey key;
        private final AnswerReader answer = new AnswerReader();
        private @Nullable Ask ask;
        private @Nullable ByteBuffer unsent;
        private int number;
        private long lastEventNanos;

        private Wire(LoadClient client, SocketChannel channel) throws IOException {
            this.client = client;
            this.channel = channel;
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            boolean connected = channel.connect(client.address);
            this.key =
                    channel.register(client.selector, connected ? SelectionKey.OP_READ : SelectionKey.OP_CONNECT, this);
            client.wires.add(this);
        }

        /** Null where there is no connection to be had. */
        static @Nullable Wire open(LoadClient client) {
            SocketChannel channel = null;
            try {
                channel = SocketChannel.open();
                return new Wire(client, channel);
            } catch (IOException e) {
                closeQuietly(channel);
                return null;
            }
        }

        boolean busy() {
            return ask != null;
        }

        void send(int requestNumber) {
            number = requestNumber;
            Ask next = client.asks.apply(requestNumber);
            ask = next;
            answer.restart();
            lastEventNanos = 0;
            unsent = ByteBuffer.wrap(client.bytes(next));
            client.inFlight++;
            client.inFlightMax = Math.max(client.inFlightMax, client.inFlight);
            if (!channel.isConnectionPending()) {
                try {
                    write();
                } catch (IOException e) {
                    fail(Kind.BROKEN);
                }
            }
        }

        void ready() {
            try {
                if (key.isConnectable()) {
                    channel.finishConnect();
                    key.interestOps(SelectionKey.OP_READ);
                    write();
                } else if (key.isWritable()) {
                    write();
                } else if (key.isReadable()) {
                    read();
                }
            } catch (IOException e) {
                fail(Kind.BROKEN);
            }
        }

        private void write() throws IOException {
            ByteBuffer rest = unsent;
            if (rest != null) {
                channel.write(rest);
                boolean whole = !rest.hasRemaining();
                unsent = whole ? null : rest;
                key.interestOps(whole ? SelectionKey.OP_READ : SelectionKey.OP_WRITE);
            }
        }

        private void read() throws IOException {
            int count = channel.read(client.read.clear());
            if (count < 0) {
                fail(Kind.BROKEN);
            } else if (count > 0) {
                Ask mine = ask;
                if (mine == null) {
                    throw new IOException("something came that nobody asked for");
                }
                int eventsBefore = answer.events();
                boolean whole = answer.take(client.read.flip());
                long now = System.nanoTime();
                tellEvents(eventsBefore, now);
                if (whole) {
                    end(now, client.kind(answer, mine));
                }
            }
        }

        private void tellEvents(int before, long now) {
            for (int event = before; event < answer.events(); event++) {
                if (event == 0) {
                    client.listener.began(number, now);
                } else {
                    client.listener.next(number, lastEventNanos, now);
                }
                lastEventNanos = now;
            }
        }

        private void end(long now, Kind kind) {
            settle(now, kind);
            if (answer.keepsAlive()) {
                client.idle.addFirst(this);
            } else {
                leave();
            }
            if (client.closedLoad && now - client.closedUntilNanos < 0) {
                client.begin(now);
            } else {
                client.serveWaiting();
            }
        }

        private void settle(long now, Kind kind) {
            ask = null;
            unsent = null;
            client.inFlight--;
            client.outcomes.end(number, now, kind);
            if (answer.events() > 0) {
                client.listener.ended(number, now);
            }
        }

        /** The connection is of no use any more; nor is the request on it, where there is one. */
        void fail(Kind kind) {
            if (busy()) {
                settle(System.nanoTime(), kind);
            } else {
                client.idle.remove(this);
            }
            leave();
            client.serveWaiting();
        }

        void leave() {
            client.wires.remove(this);
            key.cancel();
            closeQuietly(channel);
        }

        private static void closeQuietly(@Nullable SocketChannel channel) {
            try {
                if (channel != null) {
                    channel.close();
                }
            } catch (IOException e) {
                // It is gone all the same.
            }
        }
    }
}
