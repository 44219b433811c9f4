package claimbench.harness.cite;

import claimbench.harness.report.document.Language;
import claimbench.harness.report.figure.RunFigures;
import claimbench.harness.result.Checksums;
import claimbench.harness.result.PrivateData;
import claimbench.harness.result.RunFiles;
import claimbench.harness.result.StoredRun;
import claimbench.harness.result.StoredRunException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes one archive of a run: its data, what is made from them, how it is cited, and checksums of all.
 *
 * <p>The idea: the data are copied into a folder beside the archive, without what tells whose machine they are from, and everything else is made from this copy. So
 * what the archive shows is what its own data say, and whoever has it can make it again. The same run gives the same bytes.
 */
public final class Bundle {
    /** The folder of an archive that is a run directory. */
    static final String RUN = "run";

    static final String README = "README.md";
    static final String BIBTEX = "citation.bib";
    static final String CSL = "citation.csl.json";
    static final String SENTENCES = "citation.txt";
    static final String ZENODO = "zenodo.json";

    private Bundle() {}

    /**
     * What is wanted.
     *
     * @param version of this program
     * @param commit of the source that it was built from; null where that is unknown
     * @param identify whether private data stay in
     * @param authors of the run, as they want to be cited; empty for the program itself
     */
    public record Options(String version, @Nullable String commit, boolean identify, List<String> authors) {}

    /**
     * What was made.
     *
     * @param file the archive
     * @param id of the run's data
     * @param files how many are in it
     * @param bytes of the archive
     * @param leftOut names of data files that are not in it, since they could tell whose machine it was
     * @param notDrawn languages in which it has no drawings, since their fonts are missing here: where they are not, it will be found to differ
     */
    public record Written(Path file, String id, int files, long bytes, List<String> leftOut, List<String> notDrawn) {}

    /**
     * Writes the archive.
     *
     * @param out null for a name of its own in the folder that this process is in
     * @throws StoredRunException that names the file of the run which is missing or damaged; or that the run has not ended
     * @throws IOException where the archive is there already, or cannot be written; there is none then
     */
    public static Written write(Path dir, Options options, @Nullable Path out) throws IOException {
        return write(dir, options, out, PrivateData.here());
    }

    static Written write(Path dir, Options options, @Nullable Path out, PrivateData privateData) throws IOException {
        StoredRun run = finished(dir);
        PermanentId id = PermanentId.of(dir);
        String top = "claimbench-" + run.run().id() + "-" + id.inShort();
        Path file = (out == null ? Path.of(top + ".zip") : out).toAbsolutePath();
        refuseExisting(file);
        Path parent = file.resolveSibling("");
        RunFiles.makeFolder(parent);
        Path work = Files.createTempDirectory(parent, ".claimbench-bundle-");
        try {
            Path content = work.resolve(top);
            List<String> leftOut = copyData(run, content.resolve(RUN), options.identify() ? null : privateData);
            Results results = addTheRest(content, id, options, leftOut);
            List<String> notDrawn = notDrawn(results, Sums.names(content));
            Path draft = work.resolve("archive.zip");
            try (var bytes = Files.newOutputStream(draft)) {
                Zip.write(content, top, bytes);
            }
            refuseExisting(file);
            Files.move(draft, file);
            return new Written(
                    out == null ? Path.of(top + ".zip") : out,
                    id.toString(),
                    Sums.names(content).size(),
                    Files.size(file),
                    leftOut,
                    notDrawn);
        } finally {
            RunFiles.removeFolder(work);
        }
    }

    /** Reads a run that has ended. */
    static StoredRun finished(Path dir) throws IOException {
        StoredRun run = StoredRun.load(dir);
        if (!Names.isOne(run.run().id())) {
            throw new StoredRunException(dir.resolve(RunFiles.RUN), "is damaged: its id is no name for a file");
        }
        if (!run.finished()) {
            throw new StoredRunException(
                    dir,
                    "has not ended, so that its data, and their id, may still change; claimbench resume finishes it");
        }
        return run;
    }

    private static void refuseExisting(Path file) throws IOException {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileAlreadyExistsException(
                    file.toString(),
                    null,
                    "it is there already, and nothing is written over; --out takes another name");
        }
    }

    private static List<String> copyData(StoredRun run, Path to, @Nullable PrivateData hidden) throws IOException {
        List<String> leftOut = DataCopy.write(
                run.dir(), to, run.run().id(), hidden, !run.run().targetUrls().isEmpty());
        Checksums.write(to);
        return leftOut;
    }

    private static List<String> notDrawn(Results results, Set<String> names) throws IOException {
        if (results.verdicts().isEmpty()
                || RunFigures.of(results.run(), results.verdicts()).isEmpty()) {
            return List.of();
        }
        Set<String> drawn = Verification.languagesDrawn(names);
        return Stream.of(Language.values())
                .map(Language::tag)
                .filter(language -> !drawn.contains(language))
                .toList();
    }

    private static Results addTheRest(Path content, PermanentId id, Options options, List<String> leftOut)
            throws IOException {
        Path copy = content.resolve(RUN);
        Results results = Results.make(copy);
        if (!PermanentId.of(copy).equals(id)) {
            throw new IllegalStateException("the copy of the data has another id than the data");
        }
        RunFiles.write(
                content.resolve(BundleRecord.FILE),
                new BundleRecord(
                        BundleRecord.SCHEMA,
                        id.toString(),
                        results.run().run().id(),
                        options.version(),
                        options.commit(),
                        options.identify(),
                        options.authors(),
                        leftOut));
        writeCitations(content, RunCitation.of(results, id, options.authors()));
        Sums.write(content);
        return results;
    }

    /** All that is worded from the run beside its report. */
    static void writeCitations(Path content, RunCitation citation) throws IOException {
        RunFiles.write(content.resolve(BIBTEX), citation.bibtex(null));
        RunFiles.write(content.resolve(CSL), citation.csl(null));
        RunFiles.write(
                content.resolve(SENTENCES),
                citation.sentence(null).en() + "\n" + citation.sentence(null).zh() + "\n");
        RunFiles.write(content.resolve(ZENODO), Zenodo.of(citation));
        RunFiles.write(content.resolve(README), BundleReadme.of(citation));
    }
}
