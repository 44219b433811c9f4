package claimbench.eventloop;

import static claimbench.loop.Asyncio.async;
import static claimbench.loop.Asyncio.await;
import static claimbench.loop.Asyncio.createTask;
import static claimbench.loop.Asyncio.currentTask;
import static claimbench.loop.Asyncio.timeout;

import claimbench.contract.ServerLimits;
import claimbench.contract.UpstreamFailure;
import claimbench.http.PeerLeftException;
import claimbench.http.Transport;
import claimbench.loop.CancelledError;
import claimbench.loop.LoopSocket;
import claimbench.loop.Task;
import claimbench.loop.Timeout;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A transport over a socket of the loop: what waits is the coroutine that calls. For the loop's thread. */
final class LoopTransport implements Transport {
    /** As many bytes are read ahead at a time, while a peer is watched. */
    private static final int PIECE_BYTES = 512;

    /** As many are kept; a peer that sends more ahead is not watched any longer. */
    private static final int AHEAD_BYTES_MAX = 8 * 1024;

    private final LoopSocket socket;

    /** Bytes that came while the peer was watched, ready to be read; null where there are none. */
    private @Nullable ByteBuffer ahead;

    LoopTransport(LoopSocket socket) {
        this.socket = socket;
    }

    /** Opens a connection from the running coroutine, for as long as every target may. */
    static Transport connect(InetSocketAddress address) throws IOException {
        return connect(address, ServerLimits.UPSTREAM_CONNECT_MAX);
    }

    /** Opens a connection from the running coroutine, unless the peer takes longer than this to take it. */
    static Transport connect(InetSocketAddress address, Duration connectMax) throws IOException {
        try {
            return new LoopTransport(await(timeout(connectMax, (Timeout scope) -> {
                return LoopSocket.connect(address);
            })));
        } catch (TimeoutException e) {
            throw new IOException(UpstreamFailure.noConnection(connectMax), e);
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    @Override
    public boolean canAwaitReadable() {
        return true;
    }

    @Override
    public void awaitReadable() throws IOException {
        if (ahead == null) {
            socket.awaitReadable();
        }
    }

    @Override
    public int read(ByteBuffer destination) throws IOException {
        ByteBuffer kept = ahead;
        if (kept == null) {
            return socket.read(destination);
        }
        int count = Math.min(kept.remaining(), destination.remaining());
        destination.put(kept.slice(kept.position(), count));
        kept.position(kept.position() + count);
        if (!kept.hasRemaining()) {
            ahead = null;
        }
        return count;
    }

    /** A task of its own reads meanwhile, and cancels the one that works when it finds the end. */
    @Override
    public void whilePeerStays(Work work) throws Exception {
        Task<?> worker = Objects.requireNonNull(currentTask());
        int cancelledBefore = worker.cancelling();
        var watch = new Watch(worker);
        Task<Void> watching = createTask(async(watch::run));
        Throwable failure = null;
        try {
            work.run();
        } catch (Exception | CancelledError e) {
            failure = e;
        } finally {
            watching.cancel();
        }
        // As a timeout does: its own cancellation is taken back, somebody else's goes on.
        if (watch.left && worker.uncancel() <= cancelledBefore && failure != null) {
            throw new PeerLeftException(failure);
        }
        switch (failure) {
            case null -> {}
            case CancelledError cancelled -> throw cancelled;
            case Exception exception -> throw exception;
            default -> throw new AssertionError(failure);
        }
    }

    private final class Watch {
        private final Task<?> worker;
        private boolean left;

        Watch(Task<?> worker) {
            this.worker = worker;
        }

        void run() {
            try {
                while (ahead == null || ahead.remaining() < AHEAD_BYTES_MAX) {
                    socket.awaitReadable(); // without a buffer, which most watches never need
                    if (!keepPiece()) {
                        leave();
                        return;
                    }
                }
            } catch (IOException e) {
                leave();
            }
        }

        private void leave() {
            left = true;
            worker.cancel();
        }
    }

    /** Returns false at the end. Even a task that is cancelled as it reads loses nothing. */
    private boolean keepPiece() throws IOException {
        ByteBuffer piece = ByteBuffer.allocate(PIECE_BYTES);
        try {
            return socket.read(piece) >= 0;
        } finally {
            if (piece.flip().hasRemaining()) {
                ByteBuffer kept = ahead == null ? ByteBuffer.allocate(0) : ahead;
                ahead = ByteBuffer.allocate(kept.remaining() + piece.remaining())
                        .put(kept)
                        .put(piece)
                        .flip();
            }
        }
    }

    @Override
    public boolean isQuiet() {
        return ahead == null && socket.isQuiet();
    }

    @Override
    public void write(ByteBuffer... sources) throws IOException {
        socket.write(sources);
    }

    @Override
    public void closeInput() {
        try {
            socket.shutdownInput();
        } catch (IOException e) {
            // The connection is over already.
        }
    }

    @Override
    public void closeOutput() throws IOException {
        socket.shutdownOutput();
    }

    @Override
    public void reset() {
        socket.reset();
    }

    @Override
    public void close() {
        socket.close();
    }
}
