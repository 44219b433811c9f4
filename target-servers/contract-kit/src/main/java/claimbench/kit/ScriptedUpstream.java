package claimbench.kit;

import claimbench.contract.Answer;
import claimbench.contract.FlakyRequest;
import claimbench.contract.Json;
import claimbench.contract.MailRequest;
import claimbench.contract.ProblemException;
import claimbench.contract.TokensRequest;
import claimbench.contract.UpstreamRequest;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/**
 * The upstream of a contract test. It never waits for time to pass: it answers at once, or when the test lets it, so
 * that "all at once" and "one after another" are seen in what arrives, not guessed from how long it took. It sees when a
 * caller gives a call up. Thread-safe.
 *
 * <p>It speaks HTTP by itself, byte by byte, since it must also break off, hold back and count what no library lets one.
 */
public final class ScriptedUpstream implements AutoCloseable {
    /** Where a target looks for its upstream unless it is told otherwise. */
    public static final int PORT_DEFAULT = 8_089;

    /** Bytes of filler in a token of {@link Behaviour#FLOOD}. */
    static final int FLOOD_TOKEN_BYTES = 64 * 1024;

    /** What the second answer of {@link Behaviour#LONG_BODY} says, which belongs to no call. */
    static final int LATENCY_OF_NOBODY = 54_321;

    /** The beginning of an answer that announces more. */
    private static final byte[] BEGUN =
            ascii("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"call\"");

    private static final long HOLD_NANOS_MAX = TimeUnit.SECONDS.toNanos(40);
    private static final int BACKLOG = 4_096;

    private static final Map<Integer, String> REASONS =
            Map.of(200, "OK", 202, "Accepted", 400, "Bad Request", 404, "Not Found", 500, "Error", 503, "Unavailable");

    /** What the upstream does with a call. */
    enum Behaviour {
        /** Answers at once. */
        ANSWER,
        /** Waits until all calls are here, then answers the last call first. */
        HOLD_UNTIL_ALL,
        /** Waits until told to answer. */
        HOLD,
        /** Sends as many tokens of a stream as it is told to, and then waits to be told of more. */
        STEP,
        /** The same with streams; with all other calls, waits until told to answer. */
        STEP_AND_HOLD,
        /** Sends as many tokens as it is told to, and ends the connection in the middle of the stream. */
        BREAK_OFF,
        /** Sends tokens of {@link #FLOOD_TOKEN_BYTES} each, as quickly as they are taken. */
        FLOOD,
        /** Answers 500. */
        FAIL,
        /** Answers 400. */
        REFUSE,
        /** Ends the connection without an answer. */
        HANG_UP,
        /** Announces more than it sends, and ends the connection. */
        CUT_OFF,
        /** Answers 200 with something that isn't the contract's JSON. */
        ANSWER_NONSENSE,
        /** Answers one call as soon as all are here, and holds the others until told to answer. */
        LET_ONE_GO,
        /** Answers 503. */
        UNAVAILABLE,
        /** Resets the connection in place of an answer. */
        RESET,
        /** Begins a body, and then says nothing more until its caller leaves, or is let go. */
        STALL_BODY,
        /** Sends more than it has announced: what looks like another answer. */
        LONG_BODY,
        /** Answers byte by byte. */
        DRIP
    }

    private final ServerSocket listener;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

    // All guarded by this object's monitor.
    private final List<UpstreamCall> received = new ArrayList<>();
    private final List<UpstreamCall> held = new ArrayList<>();
    private Behaviour behaviour = Behaviour.ANSWER;
    private boolean mailsHeld;
    private int callsExpected;
    private int callLetGo;
    private int tokensAllowed;
    private int inFlight;
    private int inFlightMax;
    private long streamedBytes;

    /** An upstream that accepts calls on a free port, and answers at once. */
    public ScriptedUpstream() throws IOException {
        this(0);
    }

    /**
     * An upstream that accepts calls on a port, and answers at once.
     *
     * @param port 0 for a free one
     */
    public ScriptedUpstream(int port) throws IOException {
        listener = new ServerSocket(port, BACKLOG, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    /** Scheme, host and port. */
    public URI base() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    /** Forgets what was received, and does this from now on; whoever is held is let go. */
    synchronized void will(Behaviour next) {
        behaviour = next;
        mailsHeld = false;
        callsExpected = 0;
        tokensAllowed = 0;
        streamedBytes = 0;
        received.clear();
        inFlightMax = 0;
        notifyAll();
    }

    /** Holds calls until this many are here. */
    synchronized void willHoldUntil(int calls) {
        will(Behaviour.HOLD_UNTIL_ALL);
        callsExpected = calls;
    }

    /** Holds calls until this many are here; then answers the one with this index, and holds the others all the same. */
    synchronized void willLetGo(int index, int calls) {
        will(Behaviour.LET_ONE_GO);
        callsExpected = calls;
        callLetGo = index;
    }

    /** Lets go whoever is held, and answers at once from now on; what was received is not forgotten. */
    synchronized void release() {
        behaviour = Behaviour.ANSWER;
        notifyAll();
    }

    /** Sends so many tokens of a stream and then waits for {@link #allow}. */
    synchronized void willStep(int tokens) {
        will(Behaviour.STEP);
        tokensAllowed = tokens;
    }

    /** Sends so many tokens of each stream and then waits; holds all other calls. */
    synchronized void willStepAndHold(int tokens) {
        will(Behaviour.STEP_AND_HOLD);
        tokensAllowed = tokens;
    }

    /** Whatever else it does: holds mails, until {@link #will} or {@link #releaseMails}. */
    synchronized void holdMails() {
        mailsHeld = true;
    }

    /** Lets go mails that {@link #holdMails} holds. */
    synchronized void releaseMails() {
        mailsHeld = false;
        notifyAll();
    }

    /** Lets so many more tokens through. */
    synchronized void allow(int tokens) {
        tokensAllowed += tokens;
        notifyAll();
    }

    /** Breaks streams off after so many tokens. */
    synchronized void willBreakOffAfter(int tokens) {
        will(Behaviour.BREAK_OFF);
        tokensAllowed = tokens;
    }

    /** Returns when a call is held. */
    void awaitHeld() throws InterruptedException {
        awaitHeld(1);
    }

    /** Returns when so many calls are held. */
    void awaitHeld(int calls) throws InterruptedException {
        await(() -> held.size() >= calls, "calls held at the upstream: at least " + calls);
    }

    /** Returns when so many calls have been received since {@link #will}. */
    void awaitReceived(int calls) throws InterruptedException {
        await(() -> received.size() >= calls, "calls received by the upstream: at least " + calls);
    }

    /** Returns when every call that is unanswered has been given up by its caller, or answered. */
    void awaitNoneInFlight(String why) throws InterruptedException {
        await(() -> inFlight == 0, why);
    }

    private synchronized void await(BooleanSupplier condition, String what) throws InterruptedException {
        long deadlineNanos = System.nanoTime() + Patience.max().toNanos();
        while (!condition.getAsBoolean()) {
            long leftNanos = deadlineNanos - System.nanoTime();
            if (leftNanos <= 0) {
                throw new AssertionError(
                        "[" + what + "] not so in time; the upstream has received " + received
                                + ", and has not answered " + inFlight + " of these",
                        new TimeoutException(what));
            }
            TimeUnit.NANOSECONDS.timedWait(this, leftNanos);
        }
    }

    /** Targets of the calls since {@link #will}, in order of arrival. */
    synchronized List<String> received() {
        return received.stream().map(UpstreamCall::target).toList();
    }

    /** The calls since {@link #will}, in order of arrival. */
    synchronized List<UpstreamCall> calls() {
        return List.copyOf(received);
    }

    /** Users whom a mail was sent to since {@link #will}, in order of arrival. */
    synchronized List<Integer> mails() {
        return received.stream()
                .filter(call -> call.path().equals(MailRequest.PATH))
                .map(call -> MailRequest.from(call.query()).user())
                .toList();
    }

    /** The most calls that were unanswered at one time since {@link #will}. */
    synchronized int inFlightMax() {
        return inFlightMax;
    }

    /** Calls that are unanswered. */
    synchronized int inFlight() {
        return inFlight;
    }

    /** How many calls since {@link #will} were given up by their callers. */
    synchronized long abandoned() {
        return received.stream().filter(UpstreamCall::abandoned).count();
    }

    /** Bytes of streams that were taken from it since {@link #will}. */
    synchronized long streamedBytes() {
        return streamedBytes;
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listener.accept();
                sockets.add(socket);
                threads.execute(() -> serve(socket));
            }
        } catch (IOException e) {
            // Closed: nobody is served any more.
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            var in = new PushbackInputStream(new BufferedInputStream(socket.getInputStream()));
            UpstreamCall call = UpstreamCall.read(in);
            while (call != null) {
                UpstreamCall current = call;
                Thread watch = Thread.startVirtualThread(() -> watch(in, current));
                if (!answer(call, socket)) {
                    return;
                }
                // The watch ends with the first byte of the next request, or with the connection.
                watch.join();
                call = UpstreamCall.read(in);
            }
        } catch (IOException e) {
            // The caller is gone.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            sockets.remove(socket);
        }
    }

    /** While a call is answered, its caller has nothing to say: if anything is to be read, it is the end. */
    private void watch(PushbackInputStream in, UpstreamCall call) {
        try {
            int next = in.read();
            if (next >= 0) {
                in.unread(next);
                return;
            }
        } catch (IOException e) {
            // Reset, or closed by ourselves after the answer.
        }
        abandon(call);
    }

    private synchronized void abandon(UpstreamCall call) {
        call.abandon();
        notifyAll();
    }

    /** Whether the connection may be used again. */
    private boolean answer(UpstreamCall call, Socket socket) throws IOException, InterruptedException {
        Behaviour mine = arrive(call);
        try {
            if (!call.path().equals(TokensRequest.PATH) && mine != Behaviour.STALL_BODY) {
                // Before it is answered: the caller may make the next call as soon as it has the answer to this one.
                leave(call);
            }
            return !call.abandoned() && answer(call, mine, socket);
        } catch (IOException e) {
            abandon(call);
            throw e;
        } finally {
            leave(call);
        }
    }

    private boolean answer(UpstreamCall call, Behaviour mine, Socket socket) throws IOException, InterruptedException {
        OutputStream out = socket.getOutputStream();
        switch (mine) {
            case FAIL -> send(out, 500, "failed");
            case REFUSE -> send(out, 400, "refused");
            case ANSWER_NONSENSE -> send(out, 200, "nonsense");
            case HANG_UP -> {
                return false;
            }
            case UNAVAILABLE -> send(out, 503, "unavailable");
            case RESET -> {
                // Closed so, without what is still to be sent, a socket tells its peer by a reset.
                socket.setSoLinger(true, 0);
                return false;
            }
            case CUT_OFF -> {
                out.write(BEGUN);
                return false;
            }
            case STALL_BODY -> {
                out.write(BEGUN);
                awaitEndOfStall(call);
                return false;
            }
            case LONG_BODY -> {
                var whole = new ByteArrayOutputStream();
                perform(call, mine, whole);
                send(whole, 200, json(new UpstreamRequest.Answer(0, LATENCY_OF_NOBODY)));
                out.write(whole.toByteArray());
            }
            case DRIP -> {
                var whole = new ByteArrayOutputStream();
                boolean more = perform(call, mine, whole);
                for (byte octet : whole.toByteArray()) {
                    out.write(octet);
                }
                return more;
            }
            case ANSWER, HOLD, HOLD_UNTIL_ALL, LET_ONE_GO, STEP, STEP_AND_HOLD, BREAK_OFF, FLOOD -> {
                return perform(call, mine, out);
            }
        }
        return true;
    }

    private synchronized void awaitEndOfStall(UpstreamCall call) throws InterruptedException {
        long deadlineNanos = System.nanoTime() + HOLD_NANOS_MAX;
        while (behaviour == Behaviour.STALL_BODY && !call.abandoned()) {
            long leftNanos = deadlineNanos - System.nanoTime();
            if (leftNanos <= 0) {
                return;
            }
            TimeUnit.NANOSECONDS.timedWait(this, leftNanos);
        }
    }

    /** Does what the route says, as the real upstream does, but without its latency. */
    private boolean perform(UpstreamCall call, Behaviour mine, OutputStream out)
            throws IOException, InterruptedException {
        try {
            switch (call.path()) {
                case UpstreamRequest.PATH -> {
                    var request = UpstreamRequest.from(call.query());
                    if (request.fail()) {
                        send(out, 500, "failed as asked");
                    } else {
                        send(out, 200, json(new UpstreamRequest.Answer(request.call(), request.latencyMs())));
                    }
                }
                case FlakyRequest.PATH -> {
                    var request = FlakyRequest.from(call.query());
                    if (request.fails()) {
                        send(out, 503, "failed as asked");
                    } else {
                        send(out, 200, json(new FlakyRequest.Answer(request.attempt())));
                    }
                }
                case MailRequest.PATH -> {
                    MailRequest.from(call.query());
                    send(out, call.method().equals("POST") ? 202 : 400, "{}");
                }
                case TokensRequest.PATH -> {
                    return stream(call, TokensRequest.from(call.query()).tokens(), mine, out);
                }
                default -> send(out, 404, "no such route of the upstream");
            }
        } catch (ProblemException e) {
            send(out, 400, e.getMessage() == null ? "bad request" : e.getMessage());
        }
        return true;
    }

    private boolean stream(UpstreamCall call, int tokens, Behaviour mine, OutputStream out)
            throws IOException, InterruptedException {
        out.write(ascii("HTTP/1.1 200 OK\r\nContent-Type: " + TokensRequest.CONTENT_TYPE
                + "\r\nTransfer-Encoding: chunked\r\n\r\n"));
        for (int index = 0; index < tokens; index++) {
            if (!mayStream(call, index, mine)) {
                leave(call);
                return false;
            }
            chunk(out, mine == Behaviour.FLOOD ? floodToken(index) : TokensRequest.event(index));
        }
        leave(call);
        if (mine == Behaviour.BREAK_OFF) {
            return false;
        }
        chunk(out, TokensRequest.done(tokens));
        out.write(ascii("0\r\n\r\n"));
        return true;
    }

    /** Whether the token with this index may be sent, waiting where there is something to wait for. */
    private synchronized boolean mayStream(UpstreamCall call, int index, Behaviour mine) throws InterruptedException {
        long deadlineNanos = System.nanoTime() + HOLD_NANOS_MAX;
        boolean steps = mine == Behaviour.STEP || mine == Behaviour.STEP_AND_HOLD;
        while (steps && behaviour == mine && index >= tokensAllowed && !call.abandoned()) {
            long leftNanos = deadlineNanos - System.nanoTime();
            if (leftNanos <= 0) {
                return false;
            }
            TimeUnit.NANOSECONDS.timedWait(this, leftNanos);
        }
        return !call.abandoned() && (mine != Behaviour.BREAK_OFF || index < tokensAllowed);
    }

    /** The event of a token of {@link Behaviour#FLOOD}. */
    static byte[] floodToken(int index) {
        return ascii("data: {\"index\":" + index + ",\"token\":\"" + "x".repeat(FLOOD_TOKEN_BYTES) + "\"}\n\n");
    }

    private void chunk(OutputStream out, byte[] event) throws IOException {
        byte[] size = ascii(Integer.toHexString(event.length) + "\r\n");
        byte[] chunk = new byte[size.length + event.length + 2];
        System.arraycopy(size, 0, chunk, 0, size.length);
        System.arraycopy(event, 0, chunk, size.length, event.length);
        chunk[chunk.length - 2] = '\r';
        chunk[chunk.length - 1] = '\n';
        out.write(chunk);
        synchronized (this) {
            streamedBytes += chunk.length;
            notifyAll();
        }
    }

    /** Takes note of a call, and returns when it is to be answered. */
    private synchronized Behaviour arrive(UpstreamCall call) throws InterruptedException {
        Behaviour mine = behaviour;
        received.add(call);
        inFlight++;
        inFlightMax = Math.max(inFlightMax, inFlight);
        held.add(call);
        notifyAll();
        long holdNanos = mine == Behaviour.HOLD_UNTIL_ALL ? Patience.max().toNanos() / 2 : HOLD_NANOS_MAX;
        long deadlineNanos = System.nanoTime() + holdNanos;
        while (isHeld(call, mine)) {
            long leftNanos = deadlineNanos - System.nanoTime();
            if (leftNanos <= 0) {
                // The others don't come: whoever counts them must not wait for each in turn.
                behaviour = Behaviour.ANSWER;
                mailsHeld = false;
                notifyAll();
            } else {
                TimeUnit.NANOSECONDS.timedWait(this, leftNanos);
            }
        }
        held.remove(call);
        notifyAll();
        return mine;
    }

    private synchronized void leave(UpstreamCall call) {
        if (call.finish()) {
            inFlight--;
            notifyAll();
        }
    }

    private boolean isHeld(UpstreamCall call, Behaviour mine) {
        return !call.abandoned()
                && ((mailsHeld && call.path().equals(MailRequest.PATH)) || (mine == behaviour && isHeld(call)));
    }

    private boolean isHeld(UpstreamCall call) {
        return switch (behaviour) {
            case HOLD -> true;
            case STEP_AND_HOLD -> !call.path().equals(TokensRequest.PATH);
            case HOLD_UNTIL_ALL ->
                received.size() < callsExpected || held.stream().anyMatch(other -> other.index() > call.index());
            case LET_ONE_GO -> received.size() < callsExpected || call.index() != callLetGo;
            default -> false;
        };
    }

    private static void send(OutputStream out, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        byte[] head = ascii("HTTP/1.1 " + status + " " + REASONS.get(status) + "\r\nContent-Type: " + Answer.JSON
                + "\r\nContent-Length: " + bytes.length + "\r\n\r\n");
        byte[] all = new byte[head.length + bytes.length];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(bytes, 0, all, head.length, bytes.length);
        out.write(all);
    }

    private static String json(Object value) {
        return Json.MAPPER.writeValueAsString(value);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() {
        will(Behaviour.HANG_UP);
        closeQuietly(listener);
        sockets.forEach(ScriptedUpstream::closeQuietly);
        threads.close();
    }

    private static void closeQuietly(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception e) {
            // It is gone either way.
        }
    }
}
