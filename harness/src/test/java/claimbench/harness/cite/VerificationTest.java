package claimbench.harness.cite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import claimbench.harness.cite.Verification.Verified;
import claimbench.harness.result.Checksums;
import claimbench.harness.result.RunFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archives that somebody has changed, with care or without, and one that nobody has. */
class VerificationTest {
    private static final String VERSION = "0.1.0";

    @TempDir
    private static Path shared;

    private static Path archive = Path.of("");

    @TempDir
    private Path folder;

    private Path unpacked = Path.of("");

    @BeforeAll
    static void makeArchive() throws IOException {
        archive = shared.resolve("run.zip");
        Bundle.write(
                StoredRuns.quick(shared.resolve("run")),
                new Bundle.Options(VERSION, "4567def", false, List.of("Ada")),
                archive);
    }

    @BeforeEach
    void unpack() throws IOException {
        unpacked = Zip.unpack(archive, folder, Zip.Limits.DEFAULT);
    }

    @Test
    void archiveThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> Verification.verify(folder.resolve("none.zip"), VERSION))
                .hasMessageContaining("none.zip: cannot be read: no such file");
    }

    @Test
    void otherArchiveIsForeign() throws IOException {
        Path other = folder.resolve("other.zip");
        try (var zip = new ZipOutputStream(Files.newOutputStream(other))) {
            zip.putNextEntry(new ZipEntry("holiday/photo.png"));
        }

        assertThatThrownBy(() -> Verification.verify(other, VERSION))
                .hasMessageStartingWith(other + ": is no archive of a run: it has no bundle.json");
    }

    @Test
    void runDirectoryIsNoArchive() {
        assertThatThrownBy(() -> Verification.verify(unpacked.resolve("run"), VERSION))
                .hasMessageContaining("is no archive of a run");
    }

    @Test
    void archiveWithoutChecksumsIsDamaged() throws IOException {
        Files.delete(unpacked.resolve(RunFiles.CHECKSUMS));

        fails("SHA256SUMS: is missing, and every archive has one");
    }

    @Test
    void changedByteIsFoundByItsChecksum() throws IOException {
        Path log = unpacked.resolve("run/trials").resolve(StoredRuns.TRIAL).resolve("simulation.log");
        Files.writeString(log, Files.readString(log) + "x");

        fails("simulation.log: has changed since the archive was made");
    }

    @Test
    void fileThatIsGoneIsNamed() throws IOException {
        Files.delete(unpacked.resolve("run/environment.json"));

        fails("run/environment.json: is missing or listed twice");
    }

    @Test
    void fileMoreIsNamed() throws IOException {
        Files.writeString(unpacked.resolve("run/report/more.csv"), "1");

        fails("run/report/more.csv: is in the archive, and SHA256SUMS has no checksum of it");
    }

    @Test
    void checksumOutsideOfTheArchiveIsNamed() throws IOException {
        Path sums = unpacked.resolve(RunFiles.CHECKSUMS);
        Files.writeString(sums, "0".repeat(64) + "  ../../etc/passwd\n" + Files.readString(sums));

        fails("SHA256SUMS: names a file outside of the archive");
    }

    @Test
    void linkIsNoFile() throws IOException {
        Path target = unpacked.resolve("run/verdicts.json");
        Files.delete(target);
        Files.createSymbolicLink(target, Path.of("/etc/hostname"));

        fails("run/verdicts.json: is neither a file nor a folder");
    }

    @Test
    void dataThatWereChangedWithTheirChecksumsHaveAnotherId() throws IOException {
        change("run/environment.json", text -> text.replace("a made-up processor", "a better processor"));

        fails("bundle.json: says that the data are claimbench:1:");
    }

    @Test
    void dataThatWereChangedWithTheirIdGiveOtherNumbers() throws IOException {
        Path trial = unpacked.resolve("run/trials").resolve(StoredRuns.TRIAL);
        Path other = unpacked.resolve("run/trials/004-fanout-platform-threads");
        Files.copy(other.resolve("responses.hlog"), trial.resolve("changed"));
        Files.move(trial.resolve("changed"), trial.resolve("responses.hlog"), StandardCopyOption.REPLACE_EXISTING);
        Checksums.write(unpacked.resolve("run"));
        String id = PermanentId.of(unpacked.resolve("run")).toString();
        change(BundleRecord.FILE, text -> text.replaceFirst("claimbench:1:[0-9a-f]+", id));
        for (String name : List.of(Bundle.BIBTEX, Bundle.CSL, Bundle.SENTENCES, Bundle.ZENODO, Bundle.README)) {
            change(name, text -> text.replaceAll("claimbench:1:[0-9a-f]+", id));
        }

        assertThatThrownBy(() -> Verification.verify(unpacked, VERSION))
                .hasMessageContaining(" in the archive and ")
                .hasMessageContaining(" when it is made again from the data");
    }

    @Test
    void numberThatWasChangedForProgramsIsNamedByItsKey() throws IOException {
        change("run/verdicts.json", text -> text.replaceFirst("\"value\" : [0-9.]+", "\"value\" : 9.75"));

        fails("run/verdicts.json: /verdicts/0/evidence/0/value is 9.75 in the archive and ");
    }

    @Test
    void numberThatWasChangedForPeopleIsNamedByItsLine() throws IOException {
        change("run/report/evidence.csv", text -> text.replaceFirst("\r\n(.*)\r\n", "\r\n$1 \r\n"));

        fails("run/report/evidence.csv: line 2 is ");
    }

    @Test
    void numberOfAFigureThatWasChangedIsNamedByItsLine() throws IOException {
        change(
                "run/report/figures/ratios-Q01.csv",
                text -> text.replaceFirst(",platform-threads,", ",platform-threads,1"));

        fails("run/report/figures/ratios-Q01.csv: line 2 is ");
    }

    @Test
    void pageThatWasChangedIsNamed() throws IOException {
        change("run/report/report.en.html", text -> text.replaceFirst("</h1>", "!</h1>"));

        fails("run/report/report.en.html: line ");
    }

    @Test
    void citationThatWasChangedIsNamed() throws IOException {
        change(Bundle.SENTENCES, text -> text.replace("SUPPORTED", "PROVEN"));

        fails("citation.txt: line 1 is ");
    }

    @Test
    void fileThatNoDataMakeIsNamed() throws IOException {
        Files.writeString(unpacked.resolve("run/report/more.csv"), "1");
        Sums.write(withoutSums());

        fails("run/report/more.csv: is in the archive, and is not made from the data");
    }

    @Test
    void fileThatTheDataMakeAndIsNotThereIsNamed() throws IOException {
        Files.delete(unpacked.resolve("run/trust.json"));
        Sums.write(withoutSums());

        fails("run/trust.json: is missing, and is made from the data");
    }

    @Test
    void otherVersionIsNamedWhereNumbersDiffer() throws IOException {
        change("run/verdicts.json", text -> text.replaceFirst("\"value\" : [0-9.]+", "\"value\" : 9.75"));

        assertThatThrownBy(() -> Verification.verify(unpacked, "0.2.0"))
                .hasMessageContaining("claimbench 0.1.0 made the archive, and this is 0.2.0");
    }

    @Test
    void archiveOfALaterFormIsNotGuessedAt() throws IOException {
        change(BundleRecord.FILE, text -> text.replace("\"schema\" : 1", "\"schema\" : 2"));

        fails("bundle.json: has schema 2, and this version of claimbench reads schema 1");
    }

    @Test
    void recordWithoutAKeyIsDamaged() throws IOException {
        change(BundleRecord.FILE, text -> text.replace("\"authors\"", "\"others\""));

        fails("bundle.json: is damaged: ");
    }

    @Test
    void archiveWithTooMuchInItIsNotUnpacked() {
        assertThatThrownBy(() -> Verification.verify(archive, VERSION, new Zip.Limits(10_000, 1L << 30, 1_000)))
                .hasMessageContaining("run.zip: has ")
                .hasMessageContaining("at most 1000 are taken");
    }

    @Test
    void archiveThatNobodyChangedIsWhatItSays() throws IOException {
        Verified verified = Verification.verify(archive, VERSION);

        assertThat(verified.id()).matches("claimbench:1:[0-9a-f]{64}");
        assertThat(verified.run()).isEqualTo("20261120-000000-quick");
        assertThat(verified.files()).isGreaterThan(100);
        assertThat(verified.madeAgain())
                .contains("run/verdicts.json", "run/report/evidence.csv", "citation.bib", "README.md");
        assertThat(verified.drawnDifferently()).isEmpty();
    }

    @Test
    void folderThatWasUnpackedIsCheckedTheSameWayAndNotTouched() throws IOException {
        var before = Sums.names(unpacked);

        assertThat(Verification.verify(unpacked, VERSION)).isEqualTo(Verification.verify(archive, VERSION));
        assertThat(Sums.names(unpacked)).isEqualTo(before);
        assertThat(Sums.check(unpacked)).isEqualTo(before.size() - 1);
    }

    @Test
    void drawingThatLooksDifferentIsNoFailure() throws IOException {
        List<String> drawings = Sums.names(unpacked).stream()
                .filter(name -> name.endsWith(".svg"))
                .toList();
        assertThat(drawings).isNotEmpty();
        change(drawings.getFirst(), text -> text + "<!-- other fonts -->");

        assertThat(Verification.verify(unpacked, VERSION).drawnDifferently()).containsExactly(drawings.getFirst());
    }

    @Test
    void whereFontsWereMissingOnlyPagesAndDrawingsAreNotCompared() throws IOException {
        String language = Sums.names(unpacked).stream()
                .filter(name -> name.endsWith(".svg"))
                .map(name -> name.replaceFirst(".*?(\\.[^./]+\\.svg)$", "$1"))
                .findFirst()
                .orElseThrow();
        for (String name : Sums.names(unpacked)) {
            if (name.endsWith(language)) {
                Files.delete(unpacked.resolve(name));
            }
        }
        Sums.write(withoutSums());

        Verified verified = Verification.verify(unpacked, VERSION);

        assertThat(verified.notCompared())
                .contains("run/report/report.en.html", "run/report/report.zh-CN.md", "run/report/report.json")
                .allMatch(name -> name.endsWith(language) || name.startsWith("run/report/report."));
        assertThat(verified.madeAgain())
                .contains("run/verdicts.json", "run/report/evidence.csv", "citation.txt")
                .doesNotContainAnyElementsOf(verified.notCompared());
    }

    @Test
    void oneDrawingThatIsGoneIsNoMatterOfFonts() throws IOException {
        String drawing = Sums.names(unpacked).stream()
                .filter(name -> name.endsWith(".svg"))
                .findFirst()
                .orElseThrow();
        Files.delete(unpacked.resolve(drawing));
        Sums.write(withoutSums());

        fails(drawing + ": is missing, and is made from the data");
    }

    private void fails(String message) {
        assertThatThrownBy(() -> Verification.verify(unpacked, VERSION))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(message)
                .hasMessageStartingWith(unpacked.toString());
    }

    /** Changes a file, and all checksums with it, as somebody with time would. */
    private void change(String name, UnaryOperator<String> change) throws IOException {
        Path file = unpacked.resolve(name);
        String before = Files.readString(file, StandardCharsets.UTF_8);
        String after = change.apply(before);
        assertThat(after).isNotEqualTo(before);
        Files.writeString(file, after);
        if (name.startsWith("run/") && RunData.isData(name.substring(4))) {
            Checksums.write(unpacked.resolve("run"));
        }
        Sums.write(withoutSums());
    }

    private Path withoutSums() throws IOException {
        Files.deleteIfExists(unpacked.resolve(RunFiles.CHECKSUMS));
        return unpacked;
    }
}
