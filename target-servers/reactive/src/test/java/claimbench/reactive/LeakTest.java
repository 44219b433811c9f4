package claimbench.reactive;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.lang.ref.WeakReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Buffers come back, however a stream ends. Netty tells of one that did not when the next is made after a collection. */
@Timeout(120)
class LeakTest {
    private static final String STREAM = "/answer?tokens=3&gap-ms=0&mode=stream";
    private static final String PART = "x".repeat(3_000);

    @Test
    void leakThatThereIsWouldBeFound() {
        leak();
        Http.eventually(() -> {
            collect();
            assertThat(ReportedLeaks.found())
                    .anyMatch(leak -> leak.contains("leakThatThereIs") || leak.contains("leak("));
        });
        ReportedLeaks.found().clear();
    }

    private static void leak() {
        ByteBuf lost = Unpooled.directBuffer(16);
        assertThat(lost.refCnt()).isOne();
    }

    @Test
    void streamsThatEndInTheMiddleLeaveNoBufferBehind() throws Exception {
        ReportedLeaks.found().clear();
        var upstream = new RawUpstream((target, client) -> {
            RawUpstream.writeStreamHead(client);
            for (int part = 0; part < 300; part++) {
                RawUpstream.writeChunk(client, PART);
            }
            return false;
        });
        ReactiveServer server = Servers.start(upstream.base(), Servers.NO_DATABASE);
        try (Http http = new Http(server)) {
            for (int round = 0; round < 30; round++) {
                try (var leaves = new RawClient(server.port());
                        var breaksOff = new RawClient(server.port());
                        var refused = new RawClient(server.port())) {
                    leaves.get(STREAM).skip(10_000);
                    breaksOff.get(STREAM).readToEnd();
                    refused.send("POST /users HTTP/1.1\r\nHost: a b\r\nContent-Length: 3\r\n\r\nabc")
                            .readUntil("\r\n\r\n");
                }
            }
            http.awaitMeter(1, "http_server_requests_active");
            for (int round = 0; round < 5; round++) {
                collect();
                http.get("/plaintext");
            }
        } finally {
            server.close();
            upstream.close();
        }
        collect();
        assertThat(ReportedLeaks.found()).isEmpty();
    }

    /** Returns when there has been a collection, and lets Netty look at what it found. */
    private static void collect() {
        var gone = new WeakReference<>(new Object());
        Http.await().until(() -> {
            System.gc();
            return gone.get() == null;
        });
        for (int buffer = 0; buffer < 10; buffer++) {
            Unpooled.directBuffer(16).release();
        }
    }
}
