package claimbench.kit;

import claimbench.http.Transport;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What goes over a connection of the reference; where a fault is planted, it is changed on the way. */
final class FaultyTransport implements Transport {
    /** From byte to byte: far less than anybody's patience, and all of them together far more. */
    private static final int TRICKLE_MILLIS = 500;

    /** How much too late. */
    static final int LATE_MILLIS = 400;

    /** With its value. */
    private static final Pattern REQUEST_COUNT =
            Pattern.compile("(?m)^(http_server_requests_seconds_count\\{[^\n]*} )([^\n]+)$");

    private final Transport honest;
    private final Fault fault;

    FaultyTransport(Transport honest, Fault fault) {
        this.honest = honest;
        this.fault = fault;
    }

    @Override
    public int read(ByteBuffer destination) throws IOException {
        int from = destination.position();
        int count = honest.read(destination);
        if (count > 0 && fault == Fault.TAKES_A_LENGTH_AND_CHUNKS) {
            byte[] bytes = new byte[count];
            destination.get(from, bytes);
            String text = new String(bytes, StandardCharsets.ISO_8859_1);
            if (text.contains("Content-Length: ") && text.contains("Transfer-Encoding: chunked")) {
                String taken = text.replace("Transfer-Encoding: chunked", "Passed-Over-Codin: chunked");
                destination.put(from, taken.getBytes(StandardCharsets.ISO_8859_1), 0, count);
            }
        }
        return count;
    }

    @Override
    public void write(ByteBuffer... sources) throws IOException {
        switch (fault) {
            case SAYS_NOT_WHEN_TO_COME_BACK -> write(text(sources).replaceFirst("Retry-After: [0-9]+\r\n", ""));
            case DOES_NOT_SAY_WHAT_IS_ALLOWED -> write(text(sources).replaceFirst("Allow: [A-Z, ]+\r\n", ""));
            case TELLS_STRANGERS_OF_ITS_INSIDE -> write(withTrace(text(sources)));
            case COUNTS_NOTHING -> {
                Matcher counts = REQUEST_COUNT.matcher(text(sources));
                write(counts.replaceAll(count -> Matcher.quoteReplacement(
                        count.group(1) + "0".repeat(count.group(2).length()))));
            }
            case TRICKLES_ITS_SETTINGS -> {
                String text = text(sources);
                if (text.contains("\"settings\":")) {
                    trickle(text);
                } else {
                    write(text);
                }
            }
            case KEEPS_NO_CONNECTION -> {
                honest.write(sources);
                honest.close();
            }
            default -> honest.write(sources);
        }
    }

    private void write(String text) throws IOException {
        honest.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)));
    }

    private void trickle(String text) throws IOException {
        try {
            for (int i = 0; i < text.length(); i++) {
                write(text.substring(i, i + 1));
                Thread.sleep(TRICKLE_MILLIS);
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    /** All that is to be written, by ISO 8859-1. */
    private static String text(ByteBuffer... sources) {
        var text = new StringBuilder();
        for (ByteBuffer source : sources) {
            byte[] bytes = new byte[source.remaining()];
            source.get(bytes);
            text.append(new String(bytes, StandardCharsets.ISO_8859_1));
        }
        return text.toString();
    }

    /** Adds to what is said of a malformed request where in the program it was found out. */
    private static String withTrace(String answer) {
        Matcher length = Pattern.compile("Content-Length: ([0-9]+)").matcher(answer);
        String end = "\"}";
        if (!answer.contains("\"title\":\"Bad request\"") || !answer.endsWith(end) || !length.find()) {
            return answer;
        }
        String trace =
                "\",\"trace\":\"java.lang.IllegalStateException at claimbench.kit.Parser.parse(Parser.java:1)\"}";
        int longer = Integer.parseInt(length.group(1)) + trace.length() - end.length();
        return answer.replace(length.group(), "Content-Length: " + longer)
                        .substring(
                                0,
                                answer.length()
                                        + Integer.toString(longer).length()
                                        - length.group(1).length()
                                        - end.length())
                + trace;
    }

    @Override
    public void whilePeerStays(Work work) throws Exception {
        switch (fault) {
            case DOES_NOT_SEE_ITS_CLIENT_LEAVE -> work.run();
            case LEAVES_LATE -> honest.whilePeerStays(() -> runAndBeLate(work));
            default -> honest.whilePeerStays(work);
        }
    }

    /** Does the work on another thread, and takes its time to tell that thread that nobody wants it any more. */
    private static void runAndBeLate(Work work) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> working = threads.submit(() -> {
                work.run();
                return work;
            });
            try {
                working.get();
            } catch (InterruptedException e) {
                Thread.sleep(LATE_MILLIS);
                working.cancel(true);
                throw e;
            } catch (ExecutionException e) {
                throw e.getCause() instanceof Exception cause ? cause : e;
            }
        }
    }

    @Override
    public boolean isQuiet() {
        return honest.isQuiet();
    }

    @Override
    public void closeOutput() throws IOException {
        honest.closeOutput();
    }

    @Override
    public void closeInput() {
        honest.closeInput();
    }

    @Override
    public void close() {
        honest.close();
    }
}
