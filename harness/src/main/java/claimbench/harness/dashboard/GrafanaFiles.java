package claimbench.harness.dashboard;

import claimbench.harness.result.RunFiles;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Grafana's configuration: loopback address alone, nobody logs in, and there is nobody to log in as. Provisioning is written as JSON, which YAML
 * contains.
 */
final class GrafanaFiles {
    private static final String UID = "claimbench-prometheus";
    private static final String HOME_DASHBOARD = "en/overview.json";

    /** As Grafana reads it. */
    private record DataSources(int apiVersion, List<DataSource> datasources) {}

    private record DataSource(
            String name,
            String uid,
            String type,
            String access,
            String url,
            boolean isDefault,
            boolean editable,
            Map<String, Object> jsonData) {}

    private record Providers(int apiVersion, List<Provider> providers) {}

    private record Provider(
            String name,
            String folder,
            String type,
            boolean disableDeletion,
            boolean allowUiUpdates,
            Map<String, Object> options) {}

    private GrafanaFiles() {}

    /**
     * Writes them.
     *
     * @param folder of Grafana's data, logs and configuration
     * @param port of the loopback address
     * @param prometheus where it answers
     * @param dashboards folder with the committed ones
     * @return the main file
     */
    static Path write(Path folder, int port, URI prometheus, Path dashboards) throws IOException {
        Path provisioning = folder.resolve("provisioning");
        Path dataSources = Files.createDirectories(provisioning.resolve("datasources"));
        Path providers = Files.createDirectories(provisioning.resolve("dashboards"));
        // Grafana complains of the others when they are missing.
        Files.createDirectories(provisioning.resolve("plugins"));
        Files.createDirectories(provisioning.resolve("alerting"));
        RunFiles.write(
                dataSources.resolve("prometheus.yaml"),
                new DataSources(
                        1,
                        List.of(new DataSource(
                                "Prometheus",
                                UID,
                                "prometheus",
                                "proxy",
                                prometheus.toString(),
                                true,
                                false,
                                // The scrape interval of prometheus.yml: Grafana makes $__rate_interval at least four
                                // of it.
                                Map.of("timeInterval", "1s", "httpMethod", "POST")))));
        RunFiles.write(
                providers.resolve("claimbench.yaml"),
                new Providers(
                        1,
                        List.of(
                                provider("claimbench", "claimbench", dashboards.resolve("en")),
                                provider("claimbench-zh", "claimbench（中文）", dashboards.resolve("zh-CN")))));
        Path ini = folder.resolve("grafana.ini");
        RunFiles.write(ini, ini(folder, provisioning, port, dashboards.resolve(HOME_DASHBOARD)));
        return ini;
    }

    /** A folder for each language. Changes in the browser would be lost, so none can be saved. */
    private static Provider provider(String name, String shownAs, Path dashboards) {
        return new Provider(name, shownAs, "file", true, false, Map.of("path", dashboards.toString()));
    }

    private static String ini(Path folder, Path provisioning, int port, Path homeDashboard) {
        var sections = new LinkedHashMap<String, Map<String, Object>>();
        sections.put(
                "paths",
                Map.of(
                        "data", folder.resolve("data"),
                        "logs", folder.resolve("logs"),
                        "plugins", folder.resolve("plugins"),
                        "provisioning", provisioning));
        sections.put(
                "server",
                Map.of(
                        "protocol",
                        "http",
                        "http_addr",
                        "127.0.0.1",
                        "http_port",
                        port,
                        // Another name that is made to lead here gets a redirection and no data.
                        "domain",
                        "127.0.0.1",
                        "enforce_domain",
                        true));
        sections.put("auth", Map.of("disable_login_form", true));
        sections.put("auth.anonymous", Map.of("enabled", true, "org_role", "Viewer"));
        sections.put("auth.basic", Map.of("enabled", false));
        sections.put("users", Map.of("allow_sign_up", false, "viewers_can_edit", false));
        sections.put("security", Map.of("disable_initial_admin_creation", true, "disable_gravatar", true));
        sections.put("dashboards", Map.of("default_home_dashboard_path", homeDashboard, "min_refresh_interval", "1s"));
        sections.put("snapshots", Map.of("external_enabled", false));
        sections.put("public_dashboards", Map.of("enabled", false));
        sections.put(
                "analytics",
                Map.of(
                        "enabled",
                        false,
                        "reporting_enabled",
                        false,
                        "check_for_updates",
                        false,
                        "check_for_plugin_updates",
                        false));
        sections.put("news", Map.of("news_feed_enabled", false));
        sections.put("plugins", Map.of("plugin_admin_enabled", false, "preinstall_disabled", true));
        sections.put("log", Map.of("mode", "console"));
        var text = new StringBuilder();
        sections.forEach((section, settings) -> {
            text.append('[').append(section).append("]\n");
            settings.entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .forEach(setting -> text.append(setting.getKey())
                            .append(" = ")
                            .append(setting.getValue())
                            .append('\n'));
            text.append('\n');
        });
        return text.toString();
    }
}
