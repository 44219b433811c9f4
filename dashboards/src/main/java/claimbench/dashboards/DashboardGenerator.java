package claimbench.dashboards;

import claimbench.contract.Json;
import claimbench.dashboards.grafana.Dashboard;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Writes the committed dashboard: {@code DashboardGenerator FOLDER}. */
public final class DashboardGenerator {
    /** Name of the dashboard's file. */
    public static final String FILE_NAME = "overview.json";

    /** What brings the committed file up to the code. */
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

    /** Writes {@value #FILE_NAME} into the folder that is named. */
    public static void main(String[] args) throws IOException {
        if (args.length != 1 || !Files.isDirectory(Path.of(args[0]))) {
            System.err.println("give one argument: the folder that " + FILE_NAME + " is written to");
            System.exit(2);
        }
        Path file = Path.of(args[0], FILE_NAME);
        Files.writeString(file, json());
        System.out.println("wrote " + file);
    }

    /** The file's content as the code has it now. */
    public static String json() {
        Dashboard dashboard = GrafanaLayout.dashboard(Overview.sections());
        return MAPPER.writeValueAsString(dashboard) + "\n";
    }
}
