package claimbench.harness.cli;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** The version of this program, as its jar says. */
final class Version implements IVersionProvider {

    static String text() {
        return Objects.requireNonNullElse(Version.class.getPackage().getImplementationVersion(), "unpackaged");
    }

    @Override
    public String[] getVersion() {
        return new String[] {"claimbench " + text()};
    }
}
