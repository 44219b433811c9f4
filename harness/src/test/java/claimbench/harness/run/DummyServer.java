package claimbench.harness.run;

import java.io.IOException;
import java.util.List;

/** A server that answers nothing. It says which upstream and database it was given, and with --end it ends at once. Needs no other class. */
public final class DummyServer {
    private DummyServer() {}

    public static void main(String[] args) throws IOException {
        List<String> options = List.of(args);
        int upstream = options.indexOf("--upstream");
        if (upstream >= 0) {
            System.out.println("upstream is " + options.get(upstream + 1));
        }
        String database = System.getenv("CLAIMBENCH_DATABASE_URL");
        if (database != null) {
            System.out.println("database is " + database);
        }
        System.out.println("ready dummy http://127.0.0.1:" + (upstream < 0 ? 4321 : 1234));
        if (options.contains("--end")) {
            return;
        }
        while (System.in.read() >= 0) {
            // Only the end matters.
        }
    }
}
