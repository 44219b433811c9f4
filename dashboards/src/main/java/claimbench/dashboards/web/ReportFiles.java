package claimbench.dashboards.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The report of the run that is shown, which the dashboards lead to. Nothing outside of its folder is given out. */
final class ReportFiles {
    private static final String NONE =
            "the run has no such report; one is made when it has ended, and by claimbench report DIR";

    private final Path folder;

    /**
     * Reads nothing yet.
     *
     * @param folder may be missing, and come later
     */
    ReportFiles(Path folder) {
        this.folder = folder;
    }

    /** A file of it, by the parts of its path. */
    byte[] file(List<String> parts) throws Refusal {
        Path file = folder;
        for (String part : parts) {
            if (part.isEmpty() || part.startsWith(".") || part.indexOf('/') >= 0 || part.indexOf('\0') >= 0) {
                throw Refusal.notFound(NONE);
            }
            file = file.resolve(part);
        }
        try {
            if (file.toRealPath().startsWith(folder.toRealPath()) && Files.isRegularFile(file)) {
                return Files.readAllBytes(file);
            }
        } catch (IOException e) {
            // Said below, whatever the reason.
        }
        throw Refusal.notFound(NONE);
    }
}
