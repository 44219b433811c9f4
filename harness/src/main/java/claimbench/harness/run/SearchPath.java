package claimbench.harness.run;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where tools are, by the search path of this process. */
public final class SearchPath {
    private SearchPath() {}

    /** A tool that can be run; empty where there is none of that name. */
    public static Optional<Path> find(String tool) {
        return all(tool).stream().findFirst();
    }

    /** Every tool of that name that can be run, in the order of the search path. */
    static List<Path> all(String tool) {
        var tools = new ArrayList<Path>();
        String path = System.getenv().getOrDefault("PATH", "");
        for (String folder : path.split(File.pathSeparator, -1)) {
            Path file = Path.of(folder.isEmpty() ? "." : folder, tool);
            if (Files.isExecutable(file) && !Files.isDirectory(file)) {
                tools.add(file);
            }
        }
        return List.copyOf(tools);
    }
}
