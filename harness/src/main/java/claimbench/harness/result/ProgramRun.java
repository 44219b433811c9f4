package claimbench.harness.result;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One process that ran programs: the content of {@code semantics/SUBJECT-NUMBER.json}.
 *
 * @param schema version of this record, {@link #SCHEMA}
 * @param subject what ran them
 * @param number of this run among the subject's, from 1
 * @param message why there are no traces; null where there are
 * @param runtime what ran them, with its version; null where it did not say
 * @param programs what they did; empty where the process failed
 */
public record ProgramRun(
        int schema,
        String subject,
        int number,
        @Nullable String message,
        @Nullable String runtime,
        List<Program> programs) {
    public static final int SCHEMA = 1;

    public ProgramRun {
        Objects.requireNonNull(subject, "key 'subject' is missing");
        programs = List.copyOf(Objects.requireNonNull(programs, "key 'programs' is missing"));
    }

    /**
     * A program that was run.
     *
     * @param id of the claim that it shows
     * @param scenes its parts, each run by itself from time 0
     */
    public record Program(String id, List<Scene> scenes) {
        public Program {
            Objects.requireNonNull(id, "key 'id' is missing");
            scenes = List.copyOf(Objects.requireNonNull(scenes, "key 'scenes' is missing"));
        }
    }

    /**
     * A part of a program.
     *
     * @param name unique in its program
     * @param trace its lines: virtual time in milliseconds, a space, a text
     * @param failure what it crashed with; null where it ended well
     * @param clockMillis the virtual time at its end
     */
    public record Scene(
            String name, List<String> trace, @Nullable String failure, long clockMillis) {
        public Scene {
            Objects.requireNonNull(name, "key 'name' is missing");
            trace = List.copyOf(Objects.requireNonNull(trace, "key 'trace' is missing"));
        }

        Scene hiding(PrivateData privateData) {
            return failure == null ? this : new Scene(name, trace, privateData.apply(failure), clockMillis);
        }
    }

    /** A run that gave traces. */
    public static ProgramRun completed(String subject, int number, String runtime, List<Program> programs) {
        return new ProgramRun(SCHEMA, subject, number, null, runtime, programs);
    }

    /** A run that gave none. */
    public static ProgramRun failed(String subject, int number, String message) {
        return new ProgramRun(SCHEMA, subject, number, message, null, List.of());
    }

    public boolean completed() {
        return message == null;
    }

    /** Name of it among the runs. */
    public String id() {
        return id(subject, number);
    }

    /** Name of a subject's run of this number. */
    public static String id(String subject, int number) {
        return subject + "-" + number;
    }

    /** A scene of a program; empty where it was not run. */
    public Optional<Scene> scene(String program, String name) {
        return programs.stream()
                .filter(one -> one.id().equals(program))
                .flatMap(one -> one.scenes().stream())
                .filter(scene -> scene.name().equals(name))
                .findFirst();
    }

    /** The same, without what its free text tells of the machine. */
    ProgramRun hiding(PrivateData privateData) {
        return new ProgramRun(
                schema,
                subject,
                number,
                message == null ? null : privateData.apply(message),
                runtime,
                programs.stream()
                        .map(program -> new Program(
                                program.id(),
                                program.scenes().stream()
                                        .map(scene -> scene.hiding(privateData))
                                        .toList()))
                        .toList());
    }
}
