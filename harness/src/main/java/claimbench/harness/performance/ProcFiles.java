package claimbench.harness.performance;

import claimbench.harness.run.TrialFailure;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Linux says of a process, in {@code /proc/PID} (proc(5)). */
final class ProcFiles {
    private static final Pattern PEAK = Pattern.compile("(?m)^VmHWM:\\s*([0-9]+) kB$");
    private static final String SOCKET = "socket:";

    private ProcFiles() {}

    /**
     * What a process has open.
     *
     * @param descriptors files, sockets and the rest
     * @param sockets among them: connections to clients, upstream and database, and what listens
     */
    record Open(int descriptors, int sockets) {}

    /** The most memory that it has had at once. */
    static long peakRssBytes(long pid) throws TrialFailure {
        try {
            Matcher peak = PEAK.matcher(Files.readString(folder(pid).resolve("status")));
            if (peak.find()) {
                return 1_024 * Long.parseLong(peak.group(1));
            }
        } catch (IOException e) {
            // Said below.
        }
        throw new TrialFailure("the kernel says nothing of the memory of process " + pid);
    }

    static Open open(long pid) throws TrialFailure {
        int descriptors = 0;
        int sockets = 0;
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder(pid).resolve("fd"))) {
            for (Path each : all) {
                descriptors++;
                sockets += isSocket(each) ? 1 : 0;
            }
        } catch (IOException e) {
            throw new TrialFailure("the kernel does not say what process " + pid + " has open: " + e.getMessage());
        }
        return new Open(descriptors, sockets);
    }

    private static boolean isSocket(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().startsWith(SOCKET);
        } catch (IOException e) {
            // Closed meanwhile.
            return false;
        }
    }

    private static Path folder(long pid) {
        return Path.of("/proc", Long.toString(pid));
    }
}
