package claimbench.harness.cli;

import claimbench.harness.run.Installation;
import claimbench.harness.run.Instrument;
import claimbench.harness.run.StartCache;
import claimbench.harness.run.TrialFailure;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;

/**
 * An installation with what the trials of all its runs share, made once: the caches that its instruments start from.
 *
 * @param installation to run
 * @param notes on what could not be made
 */
record Preparation(Installation installation, List<String> notes) {

    /** Makes what is missing, and says so. */
    static Preparation of(Installation installation, PrintWriter terminal) throws InterruptedException {
        var caches = new EnumMap<Instrument, Path>(Instrument.class);
        for (Instrument instrument : Instrument.values()) {
            new StartCache(installation, instrument).find().ifPresent(file -> caches.put(instrument, file));
        }
        if (caches.size() == Instrument.values().length) {
            return new Preparation(installation.with(caches), List.of());
        }
        terminal.println("preparing the generator and the upstream, once for this installation (some seconds)");
        terminal.flush();
        try {
            for (Instrument instrument : Instrument.values()) {
                if (!caches.containsKey(instrument)) {
                    caches.put(instrument, new StartCache(installation, instrument).make());
                }
            }
            return new Preparation(installation.with(caches), List.of());
        } catch (TrialFailure e) {
            // All or none, so that a run can say in a word how its instruments started.
            String note = "the generator and the upstream have no cache, so each trial takes a little longer: "
                    + e.getMessage();
            terminal.println("note: " + note);
            terminal.flush();
            return new Preparation(installation, List.of(note));
        }
    }
}
