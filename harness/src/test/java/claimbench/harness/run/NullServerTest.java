package claimbench.harness.run;

import static org.assertj.core.api.Assertions.assertThat;

import claimbench.load.BodyCheck;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NullServerTest {
    private static final String REQUEST = "GET /plaintext HTTP/1.1\r\nHost: x\r\n\r\n";
    private static final String ANSWER = "HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=utf-8\r\n"
            + "Content-Length: 13\r\n\r\nHello, World!";

    @TempDir
    private Path folder;

    private Child server;
    private URI url;

    @BeforeEach
    void start() throws Exception {
        var bell = new Bell();
        server = Child.start(
                "the null server",
                DummyPrograms.java(NullServer.class),
                folder.resolve("target.log"),
                bell,
                ReadyLine.WORD);
        Child starting = server;
        url = bell.await(RunnerTest.BOUNDS.ready(), () -> {
                    Optional<String> said = starting.said(ReadyLine.WORD);
                    if (said.isEmpty()) {
                        starting.checkRunning("before it was ready");
                    }
                    return said;
                })
                .flatMap(ReadyLine::url)
                .orElseThrow();
    }

    @AfterEach
    void stop() {
        server.close(RunnerTest.BOUNDS.stop());
    }

    @Test
    void everyRequestIsAnsweredHoweverItsBytesArrive() throws Exception {
        try (var client = new Socket(url.getHost(), url.getPort())) {
            client.setTcpNoDelay(true);
            var out = client.getOutputStream();
            for (byte one : REQUEST.getBytes(StandardCharsets.US_ASCII)) {
                out.write(one);
            }
            assertThat(read(client.getInputStream(), 1)).isEqualTo(ANSWER);
            out.write((REQUEST + REQUEST + REQUEST).getBytes(StandardCharsets.US_ASCII));
            assertThat(read(client.getInputStream(), 3)).isEqualTo(ANSWER.repeat(3));
        }
    }

    @Test
    void clientThatReadsSlowlyGetsAllOfIt() throws Exception {
        int requests = 5_000;
        try (var client = new Socket()) {
            client.setReceiveBufferSize(4_096); // little room, so that the server has to keep some
            client.connect(new InetSocketAddress(url.getHost(), url.getPort()));
            Thread writer = Thread.ofVirtual().start(() -> {
                try {
                    client.getOutputStream().write(REQUEST.repeat(requests).getBytes(StandardCharsets.US_ASCII));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            assertThat(read(client.getInputStream(), requests)).isEqualTo(ANSWER.repeat(requests));
            writer.join();
        }
    }

    @Test
    void itsAnswerIsTheContractsPlaintext() throws Exception {
        try (var probe = new HttpProbe("the null server", url, RunnerTest.BOUNDS.probe())) {
            byte[] body = probe.get("/plaintext").getBytes(StandardCharsets.UTF_8);

            assertThat(BodyCheck.plaintext().fault(body)).isNull();
        }
    }

    private static String read(InputStream in, int answers) throws Exception {
        return new String(in.readNBytes(answers * ANSWER.length()), StandardCharsets.US_ASCII);
    }
}
