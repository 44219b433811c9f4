package claimbench.dashboards;

import claimbench.contract.Json;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Writes the committed dashboards, a folder for each language: {@code DashboardGenerator FOLDER}. */
public final class DashboardGenerator {
    /** What brings the committed files up to the code. */
    public static final String COMMAND = "./mvnw -q -P dashboards -pl dashboards -am process-classes";

    // Two-space indents and line feeds on every platform, so that the same code gives the same bytes.
    private static final DefaultIndenter INDENTER = new DefaultIndenter("  ", "\n");
    private static final JsonMapper MAPPER = Json.MAPPER
            .rebuild()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
            .defaultPrettyPrinter(new DefaultPrettyPrinter().withObjectIndenter(INDENTER))
            .build();

    private DashboardGenerator() {}

    /** Writes all of them into the folder that is named. */
    public static void main(String[] args) throws IOException {
        if (args.length != 1 || !Files.isDirectory(Path.of(args[0]))) {
            System.err.println("give one argument: the folder that the dashboards are written to");
            System.exit(2);
        }
        for (Language language : Language.values()) {
            for (Board board : Boards.ALL) {
                Path file = file(Path.of(args[0]), board, language);
                Files.createDirectories(file.resolveSibling(""));
                Files.writeString(file, json(board, language));
                System.out.println("wrote " + file);
            }
        }
    }

    /** Where a dashboard's file is, seen from the folder of all. */
    public static Path file(Path folder, Board board, Language language) {
        return folder.resolve(language.tag()).resolve(board.fileName());
    }

    /** A file's content as the code has it now. */
    public static String json(Board board, Language language) {
        return MAPPER.writeValueAsString(GrafanaLayout.dashboard(board, language)) + "\n";
    }
}
