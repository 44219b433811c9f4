package claimbench.harness.gatlinglog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Logs that were made up, among them what Gatling never writes. */
class LogReaderTest {
    @TempDir
    private Path folder;

    @Test
    void everyRecordIsPassedOnInOrder() throws IOException {
        assertThat(records(everyKind()))
                .containsExactly(
                        "run 3.15.1 course.MadeUpSimulation 1790000000000 [browse, pay]",
                        "user 0 true 0",
                        "request [] home 0 12 true ''",
                        "request [shop, pay] card 12 40 false 'status 500'",
                        "request [shop] pay 40 41 true ''",
                        "group [shop] pay 10 60 28 false",
                        "group [] shop 5 90 29 true",
                        "unasked events 77",
                        "error 'no such element' 80",
                        "user 0 false 95");
    }

    /** Every version that can be read writes the same. */
    @ParameterizedTest
    @ValueSource(strings = {"3.13.0", "3.13.5", "3.14.9", "3.15.0", "3.15.1", "3.15.1-SNAPSHOT"})
    void versionsThatCanBeReadAreRead(String version) throws IOException {
        Path log = folder.resolve("log");
        MadeUpLog.of(log, version, "one").close();

        assertThat(records(log)).singleElement().asString().startsWith("run " + version);
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.12.0", "3.16.0", "3.1.1", "4.13.0", "13.15.1", ""})
    void otherVersionsAreRefused(String version) throws IOException {
        Path log = folder.resolve("log");
        MadeUpLog.of(log, version, "one").close();

        assertThatThrownBy(() -> records(log))
                .isInstanceOf(IOException.class)
                .hasMessage(log + " was written by Gatling " + version + "; only 3.13 to 3.15 can be read");
    }

    @Test
    void textLogsOfOlderVersionsAreToldFromOtherFiles() throws IOException {
        Path log = Files.writeString(folder.resolve("log"), "RUN\tcourse.Old\told\t1790000000000\t \t3.12.0\n");
        Path asserting = Files.writeString(folder.resolve("asserting"), "ASSERTION\tAAECAAIAAAAA\n");
        Path packed = Files.write(folder.resolve("log.gz"), new byte[] {0x1f, (byte) 0x8b, 8, 0});

        assertThatThrownBy(() -> records(log)).hasMessageContaining("is a text log, as Gatling 3.12 and older ones");
        assertThatThrownBy(() -> records(asserting)).hasMessageContaining("is a text log");
        assertThatThrownBy(() -> records(packed)).hasMessageContaining("is compressed by gzip: unpack it first");
    }

    /** At every byte, and the records before it are all there. */
    @Test
    void cutOffLogIsReadAsFarAsItIsWhole() throws IOException {
        byte[] whole = Files.readAllBytes(everyKind());
        List<String> all = records(everyKind());
        Path cut = folder.resolve("cut");
        int before = 0;
        for (int length = 0; length < whole.length; length++) {
            Files.write(cut, Arrays.copyOf(whole, length));
            List<String> some = new ArrayList<>();
            LogEnd end = LogReader.read(cut, new Words(some));

            assertThat(some).hasSizeBetween(before, before + 1).isEqualTo(all.subList(0, some.size()));
            assertThat(end.records()).isEqualTo(some.size());
            assertThat(end.fileBytes()).isEqualTo(length);
            assertThat(end.bytes()).isLessThanOrEqualTo(length);
            assertThat(end.isCutOff()).isEqualTo(end.bytes() < length || length == 0);
            assertThat(end.isNothing()).isEqualTo(some.isEmpty());
            before = some.size();
        }
        assertThat(before).isEqualTo(all.size() - 1);
        assertThat(LogReader.read(everyKind(), new Words(new ArrayList<>())).isCutOff())
                .isFalse();
    }

    @Test
    void damageIsNamed() throws IOException {
        assertThat(damage(9)).isEqualTo("has a record of unknown kind 9");
        assertThat(damage(2, 0, 0, 0, 7, 1, 0, 0, 0, 0)).isEqualTo("has a user of scenario 7, and there are 1");
        assertThat(damage(4, 0xff, 0xff, 0xff, 0xfe)).isEqualTo("refers to a name that it has not given");
        assertThat(damage(4, 0x80, 0, 0, 0)).isEqualTo("refers to a name that it has not given");
        assertThat(damage(4, 0, 0, 0, 2)).isEqualTo("gives a name out of turn");
        assertThat(damage(1, 0xff, 0xff, 0xff, 0xff)).isEqualTo("has a count of -1");
        assertThat(damage(4, 0, 0, 0, 1, 0, 0, 0, 1, 'x', 5)).isEqualTo("has a string of unknown coding");
        assertThat(damage(4, 0, 0, 0, 1, 0x7f, 0, 0, 0)).startsWith("has a length of ");
        assertThat(damage(3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1))
                .isEqualTo("has a group without a name");
    }

    /** After a power cut, a file may end in zeros that nobody has written. */
    @ParameterizedTest
    @ValueSource(ints = {1, 4_096, 1_000_000})
    void logThatEndsInZerosIsReadUpToThem(int zeros) throws IOException {
        byte[] whole = Files.readAllBytes(everyKind());
        List<String> all = records(everyKind());
        Path damaged = Files.write(folder.resolve("zeros"), Arrays.copyOf(whole, whole.length + zeros));
        List<String> some = new ArrayList<>();

        LogEnd end = LogReader.read(damaged, new Words(some));

        assertThat(some).isEqualTo(all);
        assertThat(end)
                .isEqualTo(
                        new LogEnd(all.size(), whole.length, whole.length + zeros, "has a record of unknown kind 0"));
        assertThat(end.isCutOff()).isFalse();
    }

    /** What is behind the damage may be whole, but nobody can know where it begins. */
    @Test
    void logWithNoiseInItsMiddleIsReadUpToIt() throws IOException {
        Path log = folder.resolve("noise");
        try (var made = MadeUpLog.of(log, "3.15.1", "one")) {
            made.user(0, true, 5);
            made.raw(77, 1, 2, 3);
            made.user(0, false, 9);
        }
        List<String> some = new ArrayList<>();

        LogEnd end = LogReader.read(log, new Words(some));

        assertThat(some).hasSize(2).last().isEqualTo("user 0 true 5");
        assertThat(end.records()).isEqualTo(2);
        assertThat(end.damage()).isEqualTo("has a record of unknown kind 77");
        assertThat(end.fileBytes()).isEqualTo(Files.size(log)).isEqualTo(end.bytes() + 4 + 10);
    }

    /** Of machines whose bytes are in the other order, too. */
    @Test
    void namesOfAllLanguagesAreRead() throws IOException {
        for (var order : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            Path log = folder.resolve(order.name());
            try (var made = MadeUpLog.of(log, "3.15.1", order, "one")) {
                made.request(List.of(), "größer", 0, 1, true, "");
                made.request(List.of(), "查询 search", 0, 1, false, "错");
            }
            assertThat(records(log)).contains("request [] größer 0 1 true ''", "request [] 查询 search 0 1 false '错'");
        }
    }

    /** Longer than the buffer, and across its end. */
    @Test
    void longNamesAndMessagesAreRead() throws IOException {
        String message = "x".repeat(700_000);
        Path log = folder.resolve("log");
        try (var made = MadeUpLog.of(log, "3.15.1", "one")) {
            made.request(List.of(), "r", 0, 1, false, message);
            for (int number = 0; number < 50_000; number++) {
                made.request(List.of("g" + number % 300), "r" + number % 7, number, number + 1, true, "");
            }
        }

        List<String> records = records(log);

        assertThat(records).hasSize(50_002).contains("request [] r 0 1 false '" + message + "'");
        assertThat(records.getLast()).isEqualTo("request [g199] r5 49999 50000 true ''");
    }

    private Path everyKind() throws IOException {
        Path log = folder.resolve("every-kind");
        try (var made = MadeUpLog.of(log, "3.15.1", "browse", "pay")) {
            made.user(0, true, 0);
            made.request(List.of(), "home", 0, 12, true, "");
            made.request(List.of("shop", "pay"), "card", 12, 40, false, "status 500");
            // Of the same name as a group.
            made.request(List.of("shop"), "pay", 40, 41, true, "");
            made.group(List.of("shop", "pay"), 10, 60, 28, false);
            made.group(List.of("shop"), 5, 90, 29, true);
            made.unasked("events", 77);
            made.error("no such element", 80);
            made.user(0, false, 95);
        }
        return log;
    }

    private @Nullable String damage(int... bytes) throws IOException {
        Path log = folder.resolve("damaged");
        try (var made = MadeUpLog.of(log, "3.15.1", "one")) {
            made.raw(bytes);
        }
        LogEnd end = LogReader.read(log, new Words(new ArrayList<>()));
        assertThat(end.records()).isEqualTo(1);
        return end.damage();
    }

    private static List<String> records(Path log) throws IOException {
        List<String> records = new ArrayList<>();
        LogReader.read(log, new Words(records));
        return records;
    }

    /** Each record in words. */
    private record Words(List<String> records) implements LogVisitor {
        @Override
        public void run(LogHeader header) {
            add("run", header.gatlingVersion(), header.simulation(), header.startEpochMillis(), header.scenarios());
        }

        @Override
        public void request(LogEntry request, int startMillis, int endMillis, boolean ok, String message) {
            add("request", request.groups(), request.name(), startMillis, endMillis, ok, "'" + message + "'");
        }

        @Override
        public void unasked(LogEntry stream, int atMillis) {
            add("unasked", stream.name(), atMillis);
        }

        @Override
        public void user(int scenario, boolean comes, int atMillis) {
            add("user", scenario, comes, atMillis);
        }

        @Override
        public void group(LogEntry group, int startMillis, int endMillis, int cumulatedMillis, boolean ok) {
            add("group", group.groups(), group.name(), startMillis, endMillis, cumulatedMillis, ok);
        }

        @Override
        public void error(String message, int atMillis) {
            add("error", "'" + message + "'", atMillis);
        }

        private void add(Object... words) {
            records.add(
                    String.join(" ", Arrays.stream(words).map(String::valueOf).toList()));
        }
    }
}
