package claimbench.kit;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** The contract on a {@link Subject}, which need not be of this project, nor of this language. */
@ExtendWith(ServerContract.SubjectResolver.class)
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

    private final Subject subject;
    private @Nullable String withoutUpstream;
    private @Nullable String withoutDatabase;
    private boolean first = true;

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
        try {
            new RawConnection(subject.url()).close();
            return new StartedServer(subject.url(), () -> {});
        } catch (IOException e) {
            throw new KitException("nothing answers at " + subject.url() + ": " + e.getMessage(), e);
        }
    }

    /** What is missing is said once, in words that help, and not by a hundred failures. */
    @BeforeAll
    void look() throws IOException {
        upstream().will(ScriptedUpstream.Behaviour.ANSWER);
        get("/fanout?calls=1&mode=serial&ms=0");
        if (upstream().received().isEmpty()) {
            withoutUpstream =
                    "the server does not call the upstream at " + upstream().base() + ": start it with --upstream "
                            + upstream().base() + ", or the like";
        }
        RawResponse user = get("/users/1");
        if (user.status() == 502) {
            withoutDatabase = "the server does not reach its database ("
                    + Transcript.shown(user.body()) + "): it needs a PostgreSQL with the table users and the rows of"
                    + " 'claimbench serve database'";
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
