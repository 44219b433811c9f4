package claimbench.reactive;

import static org.assertj.core.api.Assertions.assertThat;

import claimbench.contract.HttpLimits;
import io.netty.buffer.Unpooled;
import io.netty.channel.CombinedChannelDuplexHandler;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.netty.Connection;
import reactor.netty.ConnectionObserver;

/** A connection whose clock the test sets. */
class ClientWatchTest {
    private static final Patience PATIENCE = new Patience(
            Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(300), Duration.ofSeconds(30));

    private final RequestDecoder decoder = new RequestDecoder(HttpLimits.DEFAULT);
    private final ResponseEncoder encoder = new ResponseEncoder();
    private final RequestReader reader = new RequestReader(HttpLimits.DEFAULT);
    private final RequestQueue queue = new RequestQueue(encoder);
    private final EmbeddedChannel channel = channel();

    private EmbeddedChannel channel() {
        var made = new EmbeddedChannel();
        made.freezeTime();
        made.pipeline()
                .addLast(new ClientWatch(PATIENCE, decoder, reader, queue))
                .addLast(new CombinedChannelDuplexHandler<>(decoder, encoder))
                .addLast(reader)
                .addLast(queue);
        return made;
    }

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    @Test
    void headThatIsNotWholeInTimeIsRefused() {
        receive("GET /plain");
        pass(9);
        receive("text HTTP/1.1\r\nHost:");
        assertThat(refusedWith()).as("each byte a little later is no excuse").isZero();
        pass(1);
        assertThat(refusedWith()).isEqualTo(408);
    }

    @Test
    void bodyHasATimeOfItsOwn() {
        receive("POST /users HTTP/1.1\r\nHost: target\r\nContent-Length: 3\r\n\r\n");
        pass(29);
        receive("{");
        assertThat(refusedWith()).isZero();
        pass(1);
        assertThat(refusedWith()).isEqualTo(408);
    }

    @Test
    void requestThatIsWholeInTimeIsNotRefused() {
        receive("GET /plain");
        pass(9);
        receive("text HTTP/1.1\r\nHost: target\r\n\r\n");
        pass(60);
        assertThat(refusedWith()).isZero();
        assertThat(channel.isActive()).isTrue();
    }

    @Test
    void clientThatWaitsForAnAnswerOwesNothing() {
        receive("GET /plaintext HTTP/1.1\r\nHost: target\r\n\r\nGET /pl");
        pass(250);
        assertThat(refusedWith()).isZero();
        answer();
        pass(9);
        assertThat(refusedWith()).isZero();
        pass(11);
        assertThat(refusedWith()).as("its time begins with the answer").isEqualTo(408);
    }

    @Test
    void clientThatAsksNothingIsLeft() {
        pass(299);
        assertThat(channel.isActive()).isTrue();
        pass(11);
        assertThat(channel.isActive()).isFalse();
    }

    @Test
    void emptyLinesAskNothing() {
        for (int second = 0; second < 310 && channel.isActive(); second++) {
            receive("\r\n");
            pass(1);
        }
        assertThat(channel.isActive()).isFalse();
    }

    @Test
    void clientThatAsksAgainIsKept() {
        for (int request = 0; request < 4; request++) {
            pass(200);
            receive("GET /plaintext HTTP/1.1\r\nHost: target\r\n\r\n");
            answer();
        }
        assertThat(channel.isActive()).isTrue();
    }

    @Test
    void clientThatTakesNothingOfAnAnswerIsLeft() {
        receive("GET /plaintext HTTP/1.1\r\nHost: target\r\n\r\n");
        channel.unsafe().outboundBuffer().addMessage(Unpooled.wrappedBuffer(new byte[100]), 100, channel.newPromise());
        pass(29);
        assertThat(channel.isActive()).isTrue();
        pass(21);
        assertThat(channel.isActive()).isFalse();
    }

    @Test
    void requestsThatComeAtOneGoCostNoTimer() {
        long tickNanos = channel.runScheduledPendingTasks();
        receive("GET /plaintext HTTP/1.1\r\nHost: target\r\n\r\n");
        answer();
        assertThat(channel.runScheduledPendingTasks())
                .as("the next thing to happen is the tick, as before")
                .isEqualTo(tickNanos)
                .isEqualTo(TimeUnit.SECONDS.toNanos(10));
        receive("GET /");
        pass(1);
        receive("plaintext HTTP/1.1\r\nHost: target\r\n\r\n");
        assertThat(channel.runScheduledPendingTasks()).isEqualTo(TimeUnit.SECONDS.toNanos(9));
    }

    private void receive(String bytes) {
        channel.writeInbound(Unpooled.copiedBuffer(bytes, StandardCharsets.ISO_8859_1));
    }

    private void pass(int seconds) {
        for (int second = 0; second < seconds; second++) {
            channel.advanceTimeBy(1, TimeUnit.SECONDS);
            channel.runScheduledPendingTasks();
        }
    }

    private void answer() {
        channel.writeOutbound(
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK, Unpooled.EMPTY_BUFFER));
        RequestQueue.observe(Connection.from(channel), ConnectionObserver.State.DISCONNECTING);
        channel.runPendingTasks();
    }

    /** The status of the refusal that has been handed on; 0 where there is none. */
    private int refusedWith() {
        for (Object message = channel.readInbound(); message != null; message = channel.readInbound()) {
            if (message instanceof HttpRequest) {
                var refusal = RequestQueue.current(Connection.from(channel)).refusal();
                if (refusal != null) {
                    return refusal.status();
                }
            }
        }
        return 0;
    }
}
