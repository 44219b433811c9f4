package claimbench.load;

import io.gatling.app.Gatling;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The process that makes the load: checks its settings, runs Gatling, says what happens on standard output, leaves the
 * results in files.
 *
 * <p>Settings are system properties ({@link Settings}). Events on standard output, one a line:
 *
 * <pre>
 * metrics URL                  the generator's meters can be read
 * booted                       Gatling is ready; with url=stdin it now waits for a line: go http://HOST:PORT
 * window-start EPOCH_MILLIS    the measured window begins
 * window-end EPOCH_MILLIS      it has ended; requests under way are still waited for
 * </pre>
 *
 * <p>Exit codes: 0 done, 1 the run failed (with words for a person also where nothing was answered), 2 wrong settings; one line on standard error says why.
 */
public final class Generator {
    private Generator() {}

    /** Runs one scenario and ends the JVM. */
    public static void main(String[] args) {
        Runtime.getRuntime().exit(run(args));
    }

    private static int run(String[] args) {
        try {
            if (args.length > 0) {
                throw new SettingsException(
                        "settings are given as -D" + Settings.PREFIX + "NAME=VALUE, not '" + args[0] + "'");
            }
            Settings settings = Settings.from(System.getProperties());
            if (settings.out() != null) {
                new Outputs(settings.out()).create();
            }
            Announcer.Standard.claim();
            configureGatling(settings);
            // Ends the JVM with code 0.
            Gatling.main(arguments(settings));
            return 0;
        } catch (SettingsException e) {
            System.err.println("load: " + e.getMessage());
            return 2;
        } catch (RunException e) {
            System.err.println("load: " + e.getMessage());
            return 1;
        } catch (Throwable e) {
            // Nothing else would say why the process ends.
            System.err.println("load: the generator crashed");
            e.printStackTrace();
            return 1;
        }
    }

    private static void configureGatling(Settings settings) {
        System.setProperty(NoUpdateCheck.PROPERTY, NoUpdateCheck.class.getName());
        System.setProperty(
                "gatling.conf.file", settings.out() == null ? "generator-unrecorded.conf" : "generator.conf");
        System.setProperty("gatling.http.requestTimeout", String.valueOf(settings.timeoutMillis()));
        // Netty's default is two for each core; a second one only takes turns with the first.
        System.setProperty(
                "io.netty.eventLoopThreads", String.valueOf(Runtime.getRuntime().availableProcessors()));
    }

    private static String[] arguments(Settings settings) {
        List<String> arguments =
                new ArrayList<>(List.of("-s", settings.scenario().simulationClass(), "-nr"));
        Path out = settings.out();
        if (out != null) {
            arguments.addAll(List.of("-rf", new Outputs(out).gatlingFolder().toString()));
        }
        return arguments.toArray(String[]::new);
    }
}
