package claimbench.harness.cite;

import claimbench.harness.report.Report;
import claimbench.harness.result.RunFiles;
import claimbench.harness.result.StoredRun;
import claimbench.harness.result.StoredRunException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Checks an archive that a stranger may have made: that its files are those of its checksums, that its id is that of its data, and that all else in it is
 * what this program makes from the data. Offline, and without writing anywhere but in a temporary folder.
 *
 * <p>Drawings are compared too, but a difference there is no failure: fonts and the JDK draw them, and every number in them stands in a table. Where a machine has no fonts for
 * a language, its drawings are missing and the pages say so; then pages are not compared, and their numbers are in the files that are.
 */
public final class Verification {
    private Verification() {}

    /**
     * An archive that is what it says.
     *
     * @param id of the data
     * @param run its id
     * @param claimbench version that made the archive
     * @param identified whether private data is in it
     * @param files how many have the checksum that they should
     * @param madeAgain names of those that were made again from the data, with the same content
     * @param drawnDifferently names of drawings that look different when they are drawn here
     * @param notCompared names of pages and drawings that either machine could not make, for want of fonts; everything else was
     */
    public record Verified(
            String id,
            String run,
            String claimbench,
            boolean identified,
            int files,
            List<String> madeAgain,
            List<String> drawnDifferently,
            List<String> notCompared) {}

    /**
     * Checks it.
     *
     * @param archive the file, or the folder that was unpacked from it
     * @param version of this program
     * @throws IOException that names the first file which is missing, damaged, changed, or not what the data say
     */
    public static Verified verify(Path archive, String version) throws IOException {
        return verify(archive, version, Zip.Limits.DEFAULT);
    }

    static Verified verify(Path archive, String version, Zip.Limits limits) throws IOException {
        if (!Files.exists(archive)) {
            throw new StoredRunException(archive, "cannot be read: no such file or folder");
        }
        Path work = Files.createTempDirectory("claimbench-verify-");
        Path folder = archive;
        try {
            if (!Files.isDirectory(archive)) {
                folder = Zip.unpack(archive, Files.createDirectory(work.resolve("unpacked")), limits);
            }
            return verifyFolder(folder, work.resolve("again"), version);
        } catch (IOException e) {
            // Readers know the archive, and not the folder that it was unpacked into.
            String message = e.getMessage() == null ? e.toString() : e.getMessage();
            throw new IOException(
                    message.replace(work.resolve("again").toString(), archive.toString())
                            .replace(folder.toString(), archive.toString()),
                    e);
        } finally {
            RunFiles.removeFolder(work);
        }
    }

    private static Verified verifyFolder(Path folder, Path again, String version) throws IOException {
        if (!Files.exists(folder.resolve(BundleRecord.FILE))) {
            throw new StoredRunException(folder, "is no archive of a run: it has no " + BundleRecord.FILE);
        }
        int files = Sums.check(folder);
        BundleRecord record = BundleRecord.read(folder);
        Path run = folder.resolve(Bundle.RUN);
        PermanentId id = PermanentId.of(run);
        if (!id.toString().equals(record.id())) {
            throw new StoredRunException(
                    folder.resolve(BundleRecord.FILE),
                    "says that the data are " + record.id() + ", and they are " + id);
        }
        try {
            makeAgain(folder, again, record, id);
            return compare(folder, again, record, files);
        } catch (IOException e) {
            throw record.claimbench().equals(version)
                    ? e
                    : new IOException(
                            (e.getMessage() == null ? e.toString() : e.getMessage()) + " (claimbench "
                                    + record.claimbench() + " made the archive, and this is " + version
                                    + ", which may word or judge differently)",
                            e);
        }
    }

    private static void makeAgain(Path folder, Path again, BundleRecord record, PermanentId id) throws IOException {
        Path run = again.resolve(Bundle.RUN);
        DataCopy.write(folder.resolve(Bundle.RUN), run, record.run(), null, false);
        Files.copy(folder.resolve(Bundle.RUN).resolve(RunFiles.CHECKSUMS), run.resolve(RunFiles.CHECKSUMS));
        StoredRun stored = Bundle.finished(run);
        if (!stored.run().id().equals(record.run())) {
            throw new StoredRunException(
                    folder.resolve(BundleRecord.FILE),
                    "is of the run " + record.run() + ", and the data are of "
                            + stored.run().id());
        }
        Bundle.writeCitations(again, RunCitation.of(Results.make(run), id, record.authors()));
    }

    private static Verified compare(Path folder, Path again, BundleRecord record, int files) throws IOException {
        Set<String> stored = made(folder);
        Set<String> made = made(again);
        Set<String> notCompared = notCompared(stored, made);
        stored.removeAll(notCompared);
        made.removeAll(notCompared);
        for (String name : union(stored, made)) {
            if (!made.contains(name)) {
                throw new StoredRunException(folder.resolve(name), "is in the archive, and is not made from the data");
            }
            if (!stored.contains(name)) {
                throw new StoredRunException(folder.resolve(name), "is missing, and is made from the data");
            }
        }
        var madeAgain = new ArrayList<String>();
        var drawnDifferently = new ArrayList<String>();
        for (String name : made) {
            if (isDrawing(name)) {
                (Files.mismatch(folder.resolve(name), again.resolve(name)) < 0 ? madeAgain : drawnDifferently)
                        .add(name);
                continue;
            }
            Optional<String> difference = Differences.first(folder.resolve(name), again.resolve(name));
            if (difference.isPresent()) {
                throw new StoredRunException(folder.resolve(name), difference.get());
            }
            madeAgain.add(name);
        }
        return new Verified(
                record.id(),
                record.run(),
                record.claimbench(),
                record.identified(),
                files,
                List.copyOf(madeAgain),
                List.copyOf(drawnDifferently),
                List.copyOf(notCompared));
    }

    /** Where one machine has drawings in a language and the other has none: those, and all pages, which show them or say that they are missing. */
    private static Set<String> notCompared(Set<String> stored, Set<String> made) {
        Set<String> ofStored = languagesDrawn(stored);
        Set<String> ofMade = languagesDrawn(made);
        Set<String> names = union(stored, made);
        names.removeIf(name -> {
            boolean drawn = languageDrawn(name)
                    .map(language -> ofStored.contains(language) == ofMade.contains(language))
                    .orElse(true);
            return drawn && (ofStored.equals(ofMade) || !isPage(name));
        });
        return names;
    }

    /** The languages that have a drawing. */
    static Set<String> languagesDrawn(Set<String> names) {
        return names.stream().flatMap(name -> languageDrawn(name).stream()).collect(Collectors.toSet());
    }

    /** Of a drawing's file, {@code NAME.LANGUAGE.svg}. */
    private static Optional<String> languageDrawn(String name) {
        return name.endsWith(".svg") ? Optional.of(name.replaceFirst(".*?\\.([^./]+)\\.svg$", "$1")) : Optional.empty();
    }

    /** The report in any format for people, and in the one for programs that has its words; sheets have no drawings. */
    private static boolean isPage(String name) {
        return name.startsWith(Bundle.RUN + "/" + Report.FOLDER + "/report.");
    }

    /** What is made from the data, by name: all but them, their checksums, and what the archive says of itself. */
    private static Set<String> made(Path folder) throws IOException {
        String run = Bundle.RUN + "/";
        return Sums.names(folder).stream()
                .filter(name -> !name.equals(RunFiles.CHECKSUMS) && !name.equals(run + RunFiles.CHECKSUMS))
                .filter(name -> !name.equals(BundleRecord.FILE))
                .filter(name -> !name.startsWith(run) || !RunData.isData(name.substring(run.length())))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> union(Set<String> a, Set<String> b) {
        var all = new TreeSet<>(a);
        all.addAll(b);
        return all;
    }

    private static boolean isDrawing(String name) {
        return name.endsWith(".svg") || name.endsWith(".png");
    }
}
