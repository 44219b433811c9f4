package claimbench.kit;

import claimbench.runtime.RunningServer;
import claimbench.runtime.ServerOptions;
import claimbench.runtime.ServerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The reference as a process of its own, which the kit starts and ends. Its first argument is what it does wrong. */
final class ReferenceMain {
    private ReferenceMain() {}

    /** The command that starts it. */
    static Subject subject(Fault fault) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(ReferenceMain.class.getName(), fault.name()));
        return Subject.startedBy(command, ReferenceContractTest.THERE);
    }

    public static void main(String[] args) {
        Fault fault = Fault.valueOf(args[0]);
        String[] options = Arrays.copyOfRange(args, 1, args.length);
        ServerProcess.main("reference", new ServerOptions(), options, given -> start(given, fault));
    }

    private static RunningServer start(ServerOptions options, Fault fault) throws IOException {
        boolean hasDatabase = options.database().port() == ReferenceContractTest.THERE.getPort();
        if (!hasDatabase && fault == Fault.DIES_WITHOUT_A_DATABASE) {
            throw new IOException("there is no database");
        }
        ReferenceServer server = ReferenceServer.start(options.upstream(), hasDatabase, fault);
        return new RunningServer() {
            @Override
            public int port() {
                return server.base().getPort();
            }

            @Override
            public void close() {
                server.close();
            }
        };
    }
}
