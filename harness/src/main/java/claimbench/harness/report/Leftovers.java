package claimbench.harness.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;

/** What an earlier report has left in a folder: it would contradict the new one. Files that no report ever made are let alone. */
final class Leftovers {
    private static final Pattern TABLE = Pattern.compile("[A-Za-z0-9.-]+\\.(en|zh-CN)\\.csv");
    private static final Pattern FIGURE = Pattern.compile("[A-Za-z0-9.-]+\\.(en|zh-CN)(\\.print)?\\.(svg|png)"
            + "|(speedups|ratios|fanout|map|scaling|latency|throughput)[A-Za-z0-9.-]*\\.csv");

    private static final Pattern SHEET = Pattern.compile("[A-Za-z0-9.-]+\\.(en|zh-CN)\\.(html|md)");

    /** Of versions that wrote English alone. */
    private static final Pattern OLD = Pattern.compile("report\\.md|speedups\\.svg|map-.*\\.svg");

    private Leftovers() {}

    /**
     * Removes them.
     *
     * @param written what the new report has, by name
     */
    static void remove(Path folder, Set<String> written) throws IOException {
        remove(folder, "", OLD, written);
        remove(folder, Report.TABLES + "/", TABLE, written);
        remove(folder, Report.FIGURES + "/", FIGURE, written);
        remove(folder, Sheets.FOLDER + "/", SHEET, written);
    }

    private static void remove(Path folder, String inside, Pattern name, Set<String> written) throws IOException {
        if (!Files.isDirectory(folder.resolve(inside))) {
            return;
        }
        try (var files = Files.newDirectoryStream(folder.resolve(inside))) {
            for (Path file : files) {
                String itsName = String.valueOf(file.getFileName());
                if (name.matcher(itsName).matches() && !written.contains(inside + itsName)) {
                    Files.delete(file);
                }
            }
        }
    }
}
