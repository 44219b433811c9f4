package claimbench.harness.cite;

import claimbench.harness.result.RunFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which files of a run directory are its data, and of what kind each is. All else there is made from them (verdicts, report, {@code metrics.om}), or was of
 * use only while the run went on (its lock, the addresses that Prometheus asked). A file that nothing here knows is nobody's data.
 */
final class RunData {
    private static final Set<String> FILES = Set.of(
            RunFiles.RUN,
            RunFiles.ENVIRONMENT,
            RunFiles.CATALOGUE,
            RunFiles.CHECKS,
            RunFiles.SEARCH,
            RunFiles.DATABASE_LOG);

    private static final List<String> FOLDERS =
            List.of("checks", RunFiles.SEMANTICS, RunFiles.TRIALS, RunFiles.DISTURBED);

    private RunData() {}

    /** What a file is, as far as private data is concerned. */
    enum Kind {
        /** Records, with free text below some keys. */
        JSON(true),
        /** Figures, and names of claimbench's own. */
        FIGURES(true),
        /** The user's own document of claims, whose words are in every verdict, and programs that come with claimbench. */
        PUBLISHED(true),
        /** Lines that processes printed. */
        TEXT(false),
        /** What processes said of themselves, packed. */
        METERS(false),
        /** Gatling's log: binary, with the messages of failed requests in it. */
        GATLING(false);

        private final boolean measured;

        Kind(boolean measured) {
            this.measured = measured;
        }

        /** Whether the run's permanent id is of it: what a process happened to print is no result. */
        boolean isMeasured() {
            return measured;
        }

        /** Of a file that is data, by its name; null for one that nothing here knows. */
        static @Nullable Kind of(String name) {
            String file = name.substring(name.lastIndexOf('/') + 1);
            if (file.equals(RunFiles.SIMULATION_LOG)) {
                return GATLING;
            }
            return switch (file.substring(file.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT)) {
                case "json" -> JSON;
                case "hlog", "csv" -> FIGURES;
                case "yaml", "py" -> PUBLISHED;
                case "log", "txt" -> TEXT;
                case "gz" -> METERS;
                default -> null;
            };
        }
    }

    /** Names of the data files, relative to the run directory, with slashes, in order. Links are no data. */
    static List<String> names(Path dir) throws IOException {
        var names = new TreeSet<String>();
        for (String name : FILES) {
            if (Files.isRegularFile(dir.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
                names.add(name);
            }
        }
        for (String folder : FOLDERS) {
            if (Files.isDirectory(dir.resolve(folder), LinkOption.NOFOLLOW_LINKS)) {
                try (var files = Files.walk(dir.resolve(folder))) {
                    files.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                            .map(file -> name(dir, file))
                            .filter(name -> Kind.of(name) != null)
                            .forEach(names::add);
                }
            }
        }
        return List.copyOf(new ArrayList<>(names));
    }

    /** Whether a name is that of a data file. */
    static boolean isData(String name) {
        return FILES.contains(name)
                || (FOLDERS.contains(name.substring(0, Math.max(0, name.indexOf('/')))) && Kind.of(name) != null);
    }

    /** A file's name in a folder, with slashes. */
    static String name(Path dir, Path file) {
        return dir.relativize(file).toString().replace('\\', '/');
    }
}
