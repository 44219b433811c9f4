package claimbench.kit;

import java.io.IOException;
import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The contract's test kit: all that a target must do, tried over real sockets with literal bytes. A target's module
 * extends this class, says how its server starts, and has the whole contract tested, a facet an interface.
 *
 * <p>Where targets may differ, since HTTP lets them, the tests look away, and nowhere else:
 *
 * <ul>
 *   <li>reason phrases, the order of headers, and headers that the contract does not name;
 *   <li>whether a connection is closed after an answer of 413 (a server may read the rest of the body, or not);
 *   <li>400 or 505 for a version of HTTP that does not exist;
 *   <li>whether a head of more than 8 KiB is refused whose request line and headers are each shorter than that;
 *   <li>how many requests beyond a hundred a client may send ahead of their answers;
 *   <li>what {@link HostileRequest} says of each of its cases;
 *   <li>whether the answer to HTTP/1.0 says {@code Connection: close}: the connection is closed in any case.
 * </ul>
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
@DisplayNameGeneration(Sentences.class)
@TestMethodOrder(ByFacet.class)
@ExtendWith(Transcript.class)
public abstract class ContractTest
        implements RouteContract,
                ArgumentContract,
                HttpContract,
                HttpRefusalContract,
                FanoutContract,
                PartialFailureContract,
                UserContract,
                ProfileContract,
                NewUserContract,
                MailContract,
                AnswerContract,
                DeadlineContract,
                RetryContract,
                MixedContract,
                BlockContract,
                MetricsContract,
                WorkMetricsContract,
                OverloadContract,
                DatabaseQueueContract,
                HostileContract,
                FuzzContract,
                SlowClientContract,
                OutageContract,
                ShutdownContract,
                ShutdownUnderLoadContract {
    private @Nullable ScriptedUpstream upstream;
    private @Nullable StartedServer target;

    @Override
    public abstract StartedServer startServer(URI upstream, URI database) throws Exception;

    @BeforeAll
    final void startTarget() throws Exception {
        upstream = openUpstream();
        target = startServer(upstream.base(), database());
    }

    ScriptedUpstream openUpstream() throws IOException {
        return new ScriptedUpstream();
    }

    @AfterAll
    final void stopTarget() {
        try {
            if (target != null) {
                target.close();
            }
        } finally {
            if (upstream != null) {
                upstream.close();
            }
        }
    }

    /** Not for a check that runs beside others: the upstream is in the hands of one of these. */
    @BeforeEach
    final void letUpstreamAnswer(TestInfo check) {
        if (!check.getTags().contains(Kit.SLOW)) {
            upstream().will(ScriptedUpstream.Behaviour.ANSWER);
        }
    }

    @Override
    public final RawConnection connect() throws IOException {
        return new RawConnection(targetBase());
    }

    @Override
    public final URI targetBase() {
        return Objects.requireNonNull(target).base();
    }

    @Override
    public abstract URI database();

    @Override
    public final ScriptedUpstream upstream() {
        return Objects.requireNonNull(upstream);
    }
}
