package claimbench.harness.run;

import claimbench.harness.experiment.ProgramSubject;
import claimbench.harness.result.RunFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;

/**
 * The programs as they are installed: a jar that runs those in Java, and holds the script of those in Python.
 *
 * @param installation that has the jar
 * @param python that runs the script; empty where there is none
 */
public record InstalledPrograms(Installation installation, Optional<Python> python) implements ProgramCommands {
    private static final String SCRIPT = "programs.py";
    private static final String SCRIPT_IN_JAR = "claimbench/semantics/" + SCRIPT;

    @Override
    public List<String> command(ProgramSubject subject, Path folder) throws TrialFailure {
        return switch (subject) {
            case EVENT_LOOP -> installation.semantics();
            case ASYNCIO ->
                python.orElseThrow(() -> new TrialFailure("no " + Python.WANTED + " on the search path"))
                        .command(script(folder));
        };
    }

    /** What they can be run on here. */
    public List<ProgramSubject> subjects() {
        var subjects = new ArrayList<>(List.of(ProgramSubject.values()));
        if (python.isEmpty()) {
            subjects.remove(ProgramSubject.ASYNCIO);
        }
        return List.copyOf(subjects);
    }

    private Path script(Path folder) throws TrialFailure {
        Path script = folder.resolve(SCRIPT);
        Path jar = installation.jar("semantics");
        try (var file = new JarFile(jar.toFile())) {
            ZipEntry entry = file.getEntry(SCRIPT_IN_JAR);
            if (entry == null) {
                throw new TrialFailure("there is no " + SCRIPT_IN_JAR + " in " + jar);
            }
            try (InputStream in = file.getInputStream(entry)) {
                Files.write(script, in.readAllBytes());
            }
            return script;
        } catch (IOException e) {
            throw new TrialFailure("cannot write " + script + ": " + RunFiles.reason(e));
        }
    }
}
