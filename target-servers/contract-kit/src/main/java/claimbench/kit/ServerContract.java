package claimbench.kit;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/** The contract on a {@link Subject}, which need not be of this project, nor of this language. */
@ExtendWith({ServerContract.SubjectResolver.class, ServerContract.AfterAHang.class})
class ServerContract extends ContractTest {
    /** The launcher's parameter that has the subject. */
    static final String SUBJECT = "claimbench.kit.subject";

    private static final URI NOBODYS_DATABASE = URI.create("postgresql://claimbench@127.0.0.1:1/claimbench");

    /** Hands the subject over. */
    static final class SubjectResolver implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Subject.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return Subject.parse(context.getConfigurationParameter(SUBJECT).orElseThrow());
        }
    }

    /**
     * A server that has ended, or hangs for good, would let each further check wait for its answer in vain: after a check that got
     * none, it is asked whether it is still there.
     */
    static final class AfterAHang implements TestExecutionExceptionHandler {
        @Override
        public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
            if (NoAnswer.isBehind(failure)) {
                Transcript.add(failure); // before something else is sent
                ((ServerContract) context.getRequiredTestInstance()).lookAgain();
            }
            throw failure;
        }
    }

    private final Subject subject;
    private @Nullable String withoutUpstream;
    private @Nullable String withoutDatabase;
    private boolean first = true;

    // Some checks run beside others.
    private volatile @Nullable String gone;

    ServerContract(Subject subject) {
        this.subject = subject;
    }

    @Override
    ScriptedUpstream openUpstream() throws IOException {
        try {
            return new ScriptedUpstream(subject.upstreamPort());
        } catch (BindException e) {
            throw new KitException(
                    "cannot take the upstream's place on port " + subject.upstreamPort()
                            + ": the port is in use. End the upstream that runs there, or start the server with another one"
                            + " (--upstream http://127.0.0.1:PORT) and say so here (--upstream-port PORT)",
                    e);
        }
    }

    /** The server that all checks share is the one that runs, where one does; another can't be had then. */
    @Override
    public StartedServer startServer(URI upstream, URI database) throws Exception {
        boolean shared = first;
        first = false;
        if (subject.url() == null) {
            return StartedProcess.start(subject.command(), upstream, database);
        }
        if (!shared) {
            abort("the kit did not start this server, so it can't start or stop one");
        }
        return new StartedServer(subject.url(), () -> {});
    }

    /** What is missing is said once, in words that help, and not by a hundred failures. */
    @BeforeAll
    void look() {
        try {
            // Whatever it answers: a route that is not there fails its own check.
            get("/health");
        } catch (IOException e) {
            throw new KitException(
                    switch (e) {
                        case ConnectException _ -> nobody(e.getMessage());
                        case NoRouteToHostException _ -> nobody(e.getMessage());
                        case UnknownHostException _ -> nobody("unknown host");
                        case IOException _
                        when NoAnswer.isBehind(e) ->
                            "the server at " + targetBase()
                                    + " accepts a connection, but does not answer GET /health within " + Patience.text()
                                    + ": it hangs, or what listens there speaks no HTTP";
                        default -> "what answers at " + targetBase() + " is not HTTP/1.1: " + e.getMessage();
                    },
                    e);
        }
        upstream().will(ScriptedUpstream.Behaviour.ANSWER);
        var _ = answer("/fanout?calls=1&mode=serial&ms=0");
        if (upstream().received().isEmpty()) {
            withoutUpstream =
                    "the server does not call the upstream at " + upstream().base() + ": start it with --upstream "
                            + upstream().base() + ", or the like";
        }
        Optional<RawResponse> user = answer("/users/1");
        if (user.isPresent() && user.get().status() == 502) {
            withoutDatabase = "the server does not reach its database ("
                    + Transcript.shown(user.get().body())
                    + "): it needs a PostgreSQL with the table users and the rows of"
                    + " 'claimbench serve database'";
        }
    }

    private String nobody(@Nullable String why) {
        return "nothing answers at " + targetBase() + ": " + why;
    }

    /** What is answered, if anything is: where nothing is, the checks say so. */
    private Optional<RawResponse> answer(String target) {
        try {
            return Optional.of(get(target));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Finds out whether the server is still there. */
    void lookAgain() {
        // The check may have been ended by an interrupt, which is no word to this one.
        Thread.interrupted();
        try {
            get("/health");
        } catch (IOException e) {
            if (NoAnswer.isBehind(e)) {
                gone = e instanceof ConnectException
                        ? "the server has ended while it was checked: nothing accepts connections at " + targetBase()
                                + " any more"
                        : "the server hangs since a check above: GET /health at " + targetBase()
                                + " is not answered within " + Patience.text() + " any more";
            }
        } finally {
            // The failure is not of this conversation.
            Transcript.forget();
        }
    }

    /** What can't be answered any more is not asked. */
    @BeforeEach
    void serverIsStillThere() {
        if (gone != null) {
            throw new ImpededException(gone);
        }
    }

    @Override
    public URI database() {
        return Objects.requireNonNullElse(subject.database(), NOBODYS_DATABASE);
    }

    @Override
    public boolean inThisJvm() {
        return false;
    }

    @Override
    public void needsUpstream() {
        if (withoutUpstream != null) {
            throw new ImpededException(withoutUpstream);
        }
    }

    @Override
    public void needsDatabase() {
        if (withoutDatabase != null) {
            throw new ImpededException(withoutDatabase);
        }
    }
}
