package claimbench.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import claimbench.runtime.ServerOptions;
import java.io.IOException;
import java.net.BindException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import picocli.CommandLine;

@Timeout(20)
class ListenerTest {
    private static ServerOptions options(String... arguments) {
        var options = new ServerOptions();
        new CommandLine(options).parseArgs(arguments);
        return options;
    }

    @Test
    void unknownHostIsSaid() {
        assertThatIOException()
                .isThrownBy(() -> Listener.open(options("--host", "no.such.host.invalid")))
                .withMessage("unknown host");
    }

    @Test
    void portOfAListenerIsNotSharedUnasked() throws IOException {
        try (Listener first = Listener.open(options())) {
            ServerOptions same = options("--port", Integer.toString(first.port()));
            assertThatExceptionOfType(BindException.class).isThrownBy(() -> Listener.open(same));
            assertThatExceptionOfType(BindException.class)
                    .as("nor with others that share it among themselves")
                    .isThrownBy(() -> Listener.open(same, 2));
        }
    }

    @Test
    void severalListenersHaveOneFreePort() throws IOException {
        List<Listener> listeners = Listener.open(options(), 3);
        try {
            assertThat(listeners)
                    .hasSize(3)
                    .extracting(Listener::port)
                    .containsOnly(listeners.getFirst().port());
            assertThat(listeners.getFirst().port()).isPositive();
        } finally {
            listeners.forEach(Listener::close);
        }
    }

    @Test
    void portIsFreeAgainAfterTheEnd() throws IOException {
        Listener first = Listener.open(options());
        first.close();
        first.close();
        try (Listener second = Listener.open(options("--port", Integer.toString(first.port())))) {
            assertThat(second.port()).isEqualTo(first.port());
        }
    }
}
