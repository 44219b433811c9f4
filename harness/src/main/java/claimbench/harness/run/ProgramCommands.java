package claimbench.harness.run;

import claimbench.harness.experiment.ProgramSubject;
import java.nio.file.Path;
import java.util.List;

/** How a process that runs programs is started. */
@FunctionalInterface
public interface ProgramCommands {
    /**
     * The command; {@code --out FILE} and the ids of the programs are added to it.
     *
     * @param folder of the run's programs: for a script that is to be kept with what it did
     * @throws TrialFailure where it is not installed
     */
    List<String> command(ProgramSubject subject, Path folder) throws TrialFailure;
}
