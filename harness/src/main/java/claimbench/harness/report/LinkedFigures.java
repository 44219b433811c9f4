package claimbench.harness.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A page whose figures are files beside it. A report's page has its figures in it, so that it can be sent by mail; in a copy that has them as
 * files anyway they would take twice the room and more. A figure in the page is known by its bytes, so that what a file does not have stays
 * where it is.
 */
final class LinkedFigures {
    /** Between quotes of its own: in text they are written otherwise. */
    private static final Pattern EMBEDDED = Pattern.compile("src=\"data:image/svg\\+xml;base64,([A-Za-z0-9+/=]*)\"");

    private LinkedFigures() {}

    /**
     * The page with links.
     *
     * @param folder of the report, with the folder of figures
     */
    static String of(String page, Path folder) throws IOException {
        Map<String, String> names = names(folder);
        return EMBEDDED.matcher(page).replaceAll(figure -> names.getOrDefault(svg(figure), "$0"));
    }

    /** What stands for a figure in the page, by what its file has in it. */
    private static Map<String, String> names(Path folder) throws IOException {
        var names = new HashMap<String, String>();
        try (var files = Files.newDirectoryStream(folder.resolve(Report.FIGURES), "*.svg")) {
            for (Path file : files) {
                names.put(Files.readString(file), "src=\"" + Report.FIGURES + "/" + file.getFileName() + "\"");
            }
        }
        return names;
    }

    private static String svg(MatchResult figure) {
        return new String(Base64.getDecoder().decode(figure.group(1)), StandardCharsets.UTF_8);
    }
}
