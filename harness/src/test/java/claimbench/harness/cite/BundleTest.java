package claimbench.harness.cite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import claimbench.harness.cite.Bundle.Options;
import claimbench.harness.result.Checksums;
import claimbench.harness.result.PrivateData;
import claimbench.harness.result.PrivateData.Person;
import claimbench.harness.result.RunFiles;
import claimbench.harness.result.StoredRunException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class BundleTest {
    private static final String COMMIT = "4567def";
    private static final Options OPTIONS = new Options("0.1.0", COMMIT, false, List.of());
    private static final Person ADA = new Person("ada-lovelace", "/people/ada-lovelace", "analytical-engine");
    private static final String URL = "http://lab7.example:8080";
    private static final String TRACES =
            "java.io.IOException: /people/ada-lovelace/x, C:\\Users\\ada-lovelace\\x, /home/ada-lovelace/x,"
                    + " ada-lovelace@analytical-engine, 10.20.30.40, [fe80::dead:beef], lab7.example is unknown, "
                    + URL;
    private static final List<String> PRIVATE = List.of(
            "ada-lovelace",
            "analytical-engine",
            "/people",
            "users\\\\",
            "users\\",
            "/home/",
            "10.20.30.40",
            "dead:beef",
            "lab7");

    @TempDir
    private Path folder;

    private Path run = Path.of("");
    private Path archive = Path.of("");

    @BeforeEach
    void storeARun() throws IOException {
        run = StoredRuns.quick(folder.resolve("run"));
        archive = Files.createDirectory(folder.resolve("out")).resolve("run.zip");
    }

    @Test
    void damagedRunMakesNoArchive() throws IOException {
        Files.writeString(run.resolve("trials").resolve(StoredRuns.TRIAL).resolve("responses.hlog"), "damaged");

        assertThatThrownBy(() -> Bundle.write(run, OPTIONS, archive))
                .isInstanceOf(StoredRunException.class)
                .hasMessageContaining("responses.hlog: has changed since the run");
        assertThat(archive.resolveSibling("")).isEmptyDirectory();
    }

    @Test
    void foreignFolderIsNamed() throws IOException {
        Path foreign = Files.createDirectory(folder.resolve("foreign"));

        assertThatThrownBy(() -> Bundle.write(foreign, OPTIONS, archive)).hasMessageContaining("is no run directory");
        assertThat(archive.resolveSibling("")).isEmptyDirectory();
    }

    @Test
    void runThatHasNotEndedMakesNoArchive() throws IOException {
        Files.delete(run.resolve(RunFiles.CHECKSUMS));

        assertThatThrownBy(() -> Bundle.write(run, OPTIONS, archive))
                .hasMessageContaining("has not ended")
                .hasMessageContaining("claimbench resume");
        assertThat(archive.resolveSibling("")).isEmptyDirectory();
    }

    @Test
    void idThatLeadsElsewhereIsDamage() throws IOException {
        Path record = run.resolve(RunFiles.RUN);
        Files.writeString(record, Files.readString(record).replace("20261120-000000-quick", "../../evil"));
        Checksums.write(run);

        assertThatThrownBy(() -> Bundle.write(run, OPTIONS, archive))
                .hasMessageContaining("run.json: is damaged: its id is no name");
    }

    @Test
    void nothingIsWrittenOver() throws IOException {
        Files.writeString(archive, "precious");

        assertThatThrownBy(() -> Bundle.write(run, OPTIONS, archive))
                .isInstanceOf(FileAlreadyExistsException.class)
                .hasMessageContaining("run.zip")
                .hasMessageContaining("nothing is written over");
        assertThat(archive).hasContent("precious");
        assertThat(archive.resolveSibling("")).isDirectoryContaining("glob:**run.zip");
    }

    @Test
    void runItselfIsNotTouched() throws IOException {
        var before = contents(run);
        Bundle.write(run, OPTIONS, archive);

        assertThat(contents(run)).isEqualTo(before);
    }

    @Test
    void sameRunGivesTheSameBytesTodayAndAfterANewReport() throws IOException {
        Bundle.write(run, OPTIONS, archive);
        Results.make(run);
        Path again = archive.resolveSibling("again.zip");
        Bundle.write(run, OPTIONS, again);

        assertThat(Files.mismatch(archive, again)).isEqualTo(-1);
    }

    @Test
    void archiveHasDataReportEnvironmentCitationsAndChecksums() throws IOException {
        Bundle.Written written =
                Bundle.write(run, new Options("0.1.0", COMMIT, false, List.of("Lovelace, Ada")), archive);

        var files = unzipped(archive);
        String top = "claimbench-20261120-000000-quick-"
                + written.id().replace("claimbench:1:", "").substring(0, 12) + "/";
        assertThat(files.keySet()).allMatch(name -> name.startsWith(top));
        assertThat(files.keySet())
                .contains(
                        top + "README.md",
                        top + "SHA256SUMS",
                        top + "bundle.json",
                        top + "citation.bib",
                        top + "citation.csl.json",
                        top + "citation.txt",
                        top + "zenodo.json",
                        top + "run/run.json",
                        top + "run/environment.json",
                        top + "run/SHA256SUMS",
                        top + "run/verdicts.json",
                        top + "run/report/evidence.csv",
                        top + "run/trials/" + StoredRuns.TRIAL + "/responses.hlog",
                        top + "run/trials/" + StoredRuns.TRIAL + "/simulation.log");
        assertThat(written.files()).isEqualTo(files.size());
        assertThat(written.leftOut()).isEmpty();
        assertThat(Objects.requireNonNull(files.get(top + "SHA256SUMS")).lines())
                .hasSize(files.size() - 1);
        JsonNode metadata =
                JsonMapper.shared().readTree(files.get(top + "zenodo.json")).get("metadata");
        assertThat(metadata.get("creators").get(0).get("name").asString()).isEqualTo("Lovelace, Ada");
        assertThat(metadata.get("upload_type").asString()).isEqualTo("dataset");
        assertThat(metadata.get("notes").asString()).contains(written.id());
    }

    @Test
    void searchForCapacitiesIsArchivedAndCheckedTheSameWay() throws IOException {
        Bundle.write(StoredRuns.search(folder.resolve("search")), OPTIONS, archive);

        assertThat(Verification.verify(archive, "0.1.0").madeAgain()).contains("run/capacity.json", "run/trust.json");
        assertThat(unzipped(archive).values()).anyMatch(text -> text.contains("a search for capacities on"));
    }

    @Test
    void commitsOfWhatMeasuredAndOfWhatMadeTheArchiveAreNamed() throws IOException {
        Bundle.write(run, OPTIONS, archive);

        var files = unzipped(archive);
        assertThat(text(files, "bundle.json")).contains("\"commit\" : \"4567def\"");
        assertThat(text(files, "citation.bib")).contains("Commit of claimbench 0123abc");
        assertThat(text(files, "citation.csl.json")).contains("Commit of claimbench 0123abc");
        assertThat(text(files, "run/report/report.en.md")).contains("| commit of claimbench | 0123abc |");
        assertThat(text(files, "run/report/report.zh-CN.md")).contains("| claimbench 的提交 | 0123abc |");
    }

    @Test
    void nameOfTheRunsFolderIsInNoArchive() throws IOException {
        Path named = StoredRuns.quick(folder.resolve("adas-homework"));
        Path meters = named.resolve(RunFiles.TRIALS).resolve(StoredRuns.TRIAL).resolve(RunFiles.TRIAL_METRICS);
        try (var out = new GZIPOutputStream(Files.newOutputStream(meters))) {
            out.write("jvm_threads{run=\"adas-homework\",trial=\"1\"} 3 1\n".getBytes(StandardCharsets.UTF_8));
        }
        Checksums.write(named);
        Bundle.write(named, OPTIONS, archive);

        unzipped(archive)
                .forEach((name, text) -> assertThat(name + "\n" + text).as(name).doesNotContain("adas-homework"));
        assertThat(unzipped(archive).values())
                .anySatisfy(text ->
                        assertThat(text).contains("jvm_threads{run=\"20261120-000000-quick\",trial=\"1\"} 3 1"));
        assertThat(Verification.verify(archive, "0.1.0").identified()).isFalse();
    }

    private static String text(Map<String, String> files, String name) {
        return files.entrySet().stream()
                .filter(file -> file.getKey().replaceFirst("^[^/]+/", "").equals(name))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void nothingInItTellsWhoseMachineItWas() throws IOException {
        Path ofAda = StoredRuns.ofSomebody(folder.resolve("ada"), TRACES, URL);
        Bundle.Written written = Bundle.write(ofAda, OPTIONS, archive, new PrivateData(ADA));

        assertThat(written.leftOut()).containsExactly("trials/" + StoredRuns.TRIAL + "/simulation.log");
        unzipped(archive)
                .forEach((name, text) -> assertThat((name + "\n" + text).toLowerCase(Locale.ROOT))
                        .as(name)
                        .doesNotContain(PRIVATE));
        assertThat(Verification.verify(archive, "0.1.0").identified()).isFalse();
    }

    @Test
    void identifiedItHasEverythingAndTheSameId() throws IOException {
        Path ofAda = StoredRuns.ofSomebody(folder.resolve("ada"), TRACES, URL);
        Bundle.Written hidden = Bundle.write(ofAda, OPTIONS, archive, new PrivateData(ADA));
        Path identified = archive.resolveSibling("identified.zip");
        Bundle.Written written =
                Bundle.write(ofAda, new Options("0.1.0", COMMIT, true, List.of()), identified, new PrivateData(ADA));

        assertThat(written.id()).isEqualTo(hidden.id());
        assertThat(written.leftOut()).isEmpty();
        assertThat(unzipped(identified).values()).anyMatch(text -> text.contains("ada-lovelace@analytical-engine"));
        assertThat(Verification.verify(identified, "0.1.0").identified()).isTrue();
    }

    @Test
    void thisMachinesOwnNamesAreKnown() {
        String home = System.getProperty("user.home", "");
        assumeTrue(home.matches("/[A-Za-z]{3}.*"), "the user has no home here: " + home);

        assertThat(PrivateData.here().apply("see " + home + "/x")).isEqualTo("see [path]");
    }

    private static Map<String, String> contents(Path dir) throws IOException {
        var contents = new TreeMap<String, String>();
        for (String name : Sums.names(dir)) {
            contents.put(name, Files.readString(dir.resolve(name), StandardCharsets.ISO_8859_1));
        }
        return contents;
    }

    /** Packed files within it are unpacked too: nothing hides there. */
    private static Map<String, String> unzipped(Path file) throws IOException {
        var texts = new TreeMap<String, String>();
        try (var zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                try (InputStream in = entry.getName().endsWith(".gz")
                        ? new GZIPInputStream(zip.getInputStream(entry))
                        : zip.getInputStream(entry)) {
                    texts.put(entry.getName(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
        }
        return texts;
    }
}
