package claimbench.kit;

import static claimbench.kit.ArgumentContract.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A server whose database is not there: it starts, says so where it matters, and does the rest. */
@Facet("outage")
interface OutageContract extends TargetUnderTest {

    @Test
    default void databaseThatIsDownIsABadGatewayAndTheServerStaysUp() throws Exception {
        try (var nobody = new DeafPort();
                StartedServer alone = startServer(
                        upstream().base(),
                        URI.create("postgresql://claimbench@127.0.0.1:" + nobody.number() + "/claimbench"));
                var connection = new RawConnection(alone.base())) {
            for (String target : List.of(
                    "/users/1",
                    "/profile/1?mode=serial&db-ms=0&api-ms=0",
                    "/profile/1?mode=concurrent&db-ms=0&api-ms=0",
                    "/users/1")) {
                assertProblem(connection.exchange(target), 502);
            }
            connection.send(RawConnection.post(NewUserContract.BACKGROUND, NewUserContract.ADA));
            assertProblem(connection.read(), 502);
            assertThat(upstream().mails()).as("mails to users who have no row").isEmpty();
            assertServes(connection);
        }
    }

    private static void assertServes(RawConnection connection) throws IOException {
        assertThat(connection.exchange("/plaintext").body()).isEqualTo("Hello, World!");
        assertThat(connection.exchange("/health").status()).isEqualTo(200);
        assertThat(connection.exchange("/fanout?calls=2&mode=concurrent&ms=0").status())
                .as("what needs no database is served")
                .isEqualTo(200);
    }
}
