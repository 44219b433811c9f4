package claimbench.harness.dashboard;

import claimbench.harness.result.RunFiles;
import claimbench.harness.result.RunLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Optional;

/** Which run is being measured at this moment: one that says where it can be asked, and whose process holds its lock. */
public final class RunInProgress {
    private RunInProgress() {}

    /** Whether this directory's is. */
    public static boolean is(Path dir) {
        return isShown(dir) && RunLock.holder(dir).isPresent();
    }

    /** The one that began last; empty where there is none. */
    public static Optional<Path> latest(Path runs) throws IOException {
        if (!Files.isDirectory(runs)) {
            return Optional.empty();
        }
        var shown = new ArrayList<Path>();
        try (var folders = Files.newDirectoryStream(runs, Files::isDirectory)) {
            for (Path folder : folders) {
                if (isShown(folder)) {
                    shown.add(folder);
                }
            }
        }
        shown.sort(Comparator.comparing(RunInProgress::began).reversed());
        return shown.stream().filter(dir -> RunLock.holder(dir).isPresent()).findFirst();
    }

    /** A run that was killed still says so; its lock is free. Asked first, since to ask for a lock is to take it for a moment. */
    private static boolean isShown(Path dir) {
        try {
            return Files.readString(dir.resolve(RunFiles.PROMETHEUS_TARGETS)).contains("127.0.0.1:");
        } catch (IOException e) {
            return false;
        }
    }

    /** When its process took the lock. */
    private static FileTime began(Path dir) {
        try {
            return Files.getLastModifiedTime(dir.resolve(RunFiles.LOCK));
        } catch (IOException e) {
            return FileTime.fromMillis(0);
        }
    }
}
