package claimbench.semantics;

import claimbench.contract.Json;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.ObjectWriter;

/**
 * Runs programs by id, all where none is named, and prints JSON; {@code --out FILE} writes it there instead.
 *
 * <p>Exit codes: 0 done, whatever the traces say; 1 the file could not be written; 2 wrong usage.
 */
public final class Main {
    private static final ObjectWriter WRITER = Json.MAPPER.writerWithDefaultPrettyPrinter();

    private Main() {}

    public static void main(String[] args) {
        System.exit(run(List.of(args), System.out, System.err));
    }

    static int run(List<String> args, PrintStream out, PrintStream err) {
        var ids = new ArrayList<>(args);
        Path file = null;
        int option = ids.indexOf("--out");
        if (option >= 0) {
            if (option + 1 == ids.size()) {
                err.println("--out needs a file");
                return 2;
            }
            file = Path.of(ids.remove(option + 1));
            ids.remove(option);
        }
        List<String> known = Programs.ALL.stream().map(Program::id).toList();
        for (String id : ids) {
            if (!known.contains(id)) {
                err.println("unknown program '" + id + "'; known are " + String.join(", ", known));
                return 2;
            }
        }
        Stream<Program> chosen = Programs.ALL.stream().filter(program -> ids.isEmpty() || ids.contains(program.id()));
        String json = WRITER.writeValueAsString(Output.of(chosen.collect(Collectors.toList())));
        if (file == null) {
            out.println(json);
            return 0;
        }
        try {
            Files.writeString(file, json + "\n");
            return 0;
        } catch (IOException e) {
            err.println("cannot write " + file + ": " + e);
            return 1;
        }
    }
}
