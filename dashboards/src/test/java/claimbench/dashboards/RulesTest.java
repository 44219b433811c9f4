package claimbench.dashboards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import claimbench.contract.Meter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rules of Prometheus, tried with its own tool. */
final class RulesTest {
    private static final Path FOLDER = Path.of("prometheus");
    private static final Pattern ALERT = Pattern.compile("- alert: (\\w+)");
    private static final Pattern RECORD = Pattern.compile("- record: ([\\w:]+)");
    private static final Pattern NAME = Pattern.compile("\\b(?:claimbench|http|process|jvm)[\\w:]*(?=\\{|\\[|\\)| >)");

    @Test
    void everyRuleDoesWhatItsTestSays(@TempDir Path folder) throws Exception {
        assertThat(promtool(folder, "test", "rules", "rules-test.yml")).contains("SUCCESS");
    }

    @Test
    void prometheusTakesTheConfigurationWithItsRules(@TempDir Path folder) throws Exception {
        assertThat(promtool(folder, "check", "config", "prometheus.yml")).contains("rules found");
    }

    @Test
    void everyAlertAndEveryRecordIsTested() throws IOException {
        String rules = Files.readString(FOLDER.resolve("rules.yml"));
        String tests = Files.readString(FOLDER.resolve("rules-test.yml"));

        assertThat(names(ALERT, rules))
                .isNotEmpty()
                .allSatisfy(alert -> assertThat(tests).contains("alertname: " + alert));
        assertThat(names(RECORD, rules))
                .isNotEmpty()
                .allSatisfy(record -> assertThat(tests.contains(record) || rules.contains("expr: " + record + " >"))
                        .as(record)
                        .isTrue());
    }

    @Test
    void rulesAskForMetersOfTheTableAlone() throws IOException {
        String rules = Files.readString(FOLDER.resolve("rules.yml"));
        List<String> records = names(RECORD, rules);

        assertThat(NAME.matcher(rules).results().map(MatchResult::group).filter(name -> !records.contains(name)))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(Meter.ofSample(name)).as(name).isPresent());
    }

    private static List<String> names(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(match -> match.group(1)).toList();
    }

    private static String promtool(Path folder, String... arguments) throws IOException, InterruptedException {
        Optional<Path> prometheus = PrometheusServer.find();
        assumeTrue(prometheus.isPresent(), "promtool comes with prometheus, which is not on the path");
        var command = new ArrayList<String>();
        command.add(prometheus.get().resolveSibling("promtool").toString());
        command.addAll(List.of(arguments));
        Path log = folder.resolve("promtool.log");
        Process promtool = new ProcessBuilder(command)
                .directory(FOLDER.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        int exitCode = promtool.waitFor();
        String said = Files.readString(log);
        assertThat(exitCode).as(said).isZero();
        return said;
    }
}
