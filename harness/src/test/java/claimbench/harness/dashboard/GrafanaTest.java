package claimbench.harness.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import claimbench.contract.Json;
import claimbench.dashboards.web.ShownRun;
import claimbench.harness.run.FreePort;
import claimbench.harness.run.TrialFailure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** How Grafana is started and shut in. No Grafana takes part: a small server stands in for it. */
@DisabledOnOs(OS.WINDOWS)
final class GrafanaTest {
    private static final URI PROMETHEUS = URI.create("http://127.0.0.1:9999");
    private static final Path DASHBOARDS = Path.of("../dashboards/grafana/dashboards");

    @TempDir
    private Path home;

    private Path program(String name, String script) throws IOException {
        Path bin = Files.createDirectories(home.resolve("bin"));
        Files.createDirectories(home.resolve("conf"));
        Files.writeString(home.resolve("conf/defaults.ini"), "");
        Path program = Files.writeString(bin.resolve(name), "#!/bin/sh\n" + script + "\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        return program;
    }

    private GrafanaProgram standIn() throws Exception {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        String script = "exec '%s' -cp '%s' %s \"$@\""
                .formatted(java, System.getProperty("java.class.path"), GrafanaStandIn.class.getName());
        return GrafanaProgram.find(program("grafana", script)).orElseThrow();
    }

    private static String setting(String ini, String section, String name) {
        return ini.lines()
                .dropWhile(line -> !line.equals("[" + section + "]"))
                .skip(1)
                .takeWhile(line -> !line.startsWith("["))
                .filter(line -> line.startsWith(name + " = "))
                .map(line -> line.substring(name.length() + 3))
                .findFirst()
                .orElse("");
    }

    @Test
    void nobodyLogsInAndOnlyThisMachineReachesIt() throws IOException {
        String ini = Files.readString(GrafanaFiles.write(home, 3456, PROMETHEUS, DASHBOARDS.toRealPath()));
        assertThat(setting(ini, "server", "http_addr")).isEqualTo("127.0.0.1");
        assertThat(setting(ini, "server", "http_port")).isEqualTo("3456");
        assertThat(setting(ini, "server", "enforce_domain")).isEqualTo("true");
        assertThat(setting(ini, "auth", "disable_login_form")).isEqualTo("true");
        assertThat(setting(ini, "auth.basic", "enabled")).isEqualTo("false");
        assertThat(setting(ini, "auth.anonymous", "enabled")).isEqualTo("true");
        assertThat(setting(ini, "auth.anonymous", "org_role")).isEqualTo("Viewer");
        assertThat(setting(ini, "security", "disable_initial_admin_creation")).isEqualTo("true");
        assertThat(setting(ini, "users", "allow_sign_up")).isEqualTo("false");
        assertThat(setting(ini, "analytics", "reporting_enabled")).isEqualTo("false");
        assertThat(setting(ini, "paths", "data")).startsWith(home.toString());
        assertThat(Path.of(setting(ini, "dashboards", "default_home_dashboard_path")))
                .exists()
                .hasFileName("overview.json");
        assertThat(ini).doesNotContain("password");
    }

    @Test
    void dataSourceIsTheRunsPrometheusAndDashboardsAreTheCommittedOnes() throws IOException {
        var ini = GrafanaFiles.write(home, 3456, PROMETHEUS, DASHBOARDS.toRealPath());
        Path provisioning = Path.of(setting(Files.readString(ini), "paths", "provisioning"));
        JsonNode source = Json.MAPPER
                .readTree(Files.readString(provisioning.resolve("datasources/prometheus.yaml")))
                .at("/datasources/0");
        assertThat(source.path("url").asString()).isEqualTo(PROMETHEUS.toString());
        assertThat(source.path("editable").asBoolean()).isFalse();
        assertThat(source.at("/jsonData/timeInterval").asString()).isEqualTo("1s");
        JsonNode provider = Json.MAPPER
                .readTree(Files.readString(provisioning.resolve("dashboards/claimbench.yaml")))
                .at("/providers/0");
        assertThat(Path.of(provider.at("/options/path").asString())).isDirectoryRecursivelyContaining("glob:**.json");
        assertThat(provider.path("allowUiUpdates").asBoolean()).isFalse();
    }

    @Test
    void itIsStartedWithItsFilesAndGoneWithItsFolder() throws Exception {
        Path folder;
        URI page;
        try (Workspace workspace = Workspace.make();
                HttpClient client = HttpClient.newHttpClient()) {
            folder = workspace.folder();
            Grafana grafana = Grafana.start(standIn(), workspace, FreePort.find(), PROMETHEUS, DASHBOARDS);
            page = grafana.address(new ShownRun(false, "a", 1_000, 2_000, 0));
            assertThat(page.toString()).endsWith("/d/claimbench-overview?from=1000&to=2000");
            String said = client.send(
                            HttpRequest.newBuilder(page.resolve("/api/health")).build(), BodyHandlers.ofString())
                    .body();
            assertThat(said)
                    .startsWith("server --homepath=" + home.toRealPath())
                    .doesNotContain("GF_");
            grafana.checkRunning();
        }
        assertThat(folder).doesNotExist();
        assertThat(ProcessHandle.current().descendants().filter(ProcessHandle::isAlive))
                .isEmpty();
    }

    @Test
    void whyItDidNotStartIsSaid() throws Exception {
        GrafanaProgram broken = GrafanaProgram.find(program("grafana-server", "echo 'no such plugin'; exit 1"))
                .orElseThrow();
        assertThat(broken.command()).hasSize(1);
        try (Workspace workspace = Workspace.make()) {
            assertThatExceptionOfType(TrialFailure.class)
                    .isThrownBy(() -> Grafana.start(broken, workspace, FreePort.find(), PROMETHEUS, DASHBOARDS))
                    .withMessageContaining("no such plugin")
                    .withMessageContaining("--no-grafana");
        }
    }

    @Test
    void programThatIsNoneIsNamed() {
        assertThatExceptionOfType(TrialFailure.class)
                .isThrownBy(() -> GrafanaProgram.find(home.resolve("none")))
                .withMessageContaining("--grafana names")
                .withMessageContaining("grafana-server");
    }

    @Test
    void programWithoutItsFolderIsNamed() throws IOException {
        Path program = program("grafana", "exit 0");
        Files.delete(home.resolve("conf/defaults.ini"));
        assertThatExceptionOfType(TrialFailure.class)
                .isThrownBy(() -> GrafanaProgram.find(program))
                .withMessageContaining("GF_PATHS_HOME");
    }
}
