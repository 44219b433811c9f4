package claimbench.controls;

import claimbench.runtime.ServerProcess;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The process of a control: {@code netty --port 8080}, or {@code --control netty --port 8080}. */
public final class Main {
    private static final String OPTION = "--control";

    private Main() {}

    /** Serves until told to stop; see {@link ServerProcess} for options, the ready line and exit codes. */
    public static void main(String[] args) {
        // Some of the servers log by java.util.logging: only what is amiss, as the others.
        Logger.getLogger("").setLevel(Level.WARNING);
        var rest = new ArrayList<>(Arrays.asList(args));
        if (!rest.isEmpty() && rest.getFirst().equals(OPTION)) {
            rest.removeFirst();
        }
        String name = rest.isEmpty() ? "" : rest.removeFirst();
        ControlCatalogue.find(name).ifPresentOrElse(control -> run(control, rest), () -> {
            System.err.println("controls: the first argument must be the name of a control, one of "
                    + String.join(", ", ControlCatalogue.names()) + ", not '" + name + "'");
            System.exit(2);
        });
    }

    private static void run(Control<?> control, List<String> args) {
        control.main(args.toArray(String[]::new));
    }
}
