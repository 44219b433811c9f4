package claimbench.harness.dashboard;

import claimbench.harness.result.RunFiles;
import claimbench.harness.run.TrialFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Ports that the user has named, looked at before much is done that would then be in vain. */
public final class LoopbackPort {
    private LoopbackPort() {}

    /**
     * Whether somebody could listen there now.
     *
     * @param port 0 always can
     * @param option that names it
     */
    public static void checkFree(int port, String option) throws TrialFailure {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            throw new TrialFailure(taken(port, option, e));
        }
    }

    /** What to say of one that nobody can have. */
    public static String taken(int port, String option, IOException reason) {
        return "port " + port + " of 127.0.0.1 cannot be used: " + RunFiles.reason(reason) + "; give another one with "
                + option + ", or leave the option out";
    }
}
