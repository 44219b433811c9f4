package claimbench.dashboards;

import claimbench.contract.Json;
import claimbench.contract.MeteredProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A trial of each model, scraped by a real Prometheus with the committed configuration. */
final class ScrapedRun implements AutoCloseable {
    private final List<ScrapedProcess> processes = new ArrayList<>();
    private final Instant started;
    private final PrometheusServer prometheus;

    /**
     * Begins to scrape.
     *
     * @param program Prometheus
     * @param root an empty folder, laid out as the work tree is: the configuration finds the targets' file by its relative path
     */
    ScrapedRun(Path program, Path root) throws Exception {
        Path configuration =
                Files.createDirectories(root.resolve("dashboards/prometheus")).resolve("prometheus.yml");
        Files.copy(Path.of("prometheus", "prometheus.yml"), configuration);
        for (Model model : Model.values()) {
            processes.add(new ScrapedProcess(model, MeteredProcess.valueOf(model.name())));
            processes.add(new ScrapedProcess(model, MeteredProcess.UPSTREAM));
            processes.add(new ScrapedProcess(model, MeteredProcess.GENERATOR));
            processes.add(new ScrapedProcess(model, MeteredProcess.HARNESS));
        }
        writeTargets(root);
        started = Instant.now();
        prometheus = PrometheusServer.start(program, configuration, root.resolve("prometheus"));
    }

    private void writeTargets(Path root) throws IOException {
        Path targets = Files.createDirectories(root.resolve("runs")).resolve("prometheus-targets.json");
        Files.writeString(
                targets,
                Json.MAPPER.writeValueAsString(
                        processes.stream().map(ScrapedProcess::asScrapeTarget).toList()));
    }

    PrometheusServer prometheus() {
        return prometheus;
    }

    /** Before the first scrape. */
    Instant started() {
        return started;
    }

    /** One that is scraped. */
    ScrapedProcess anyProcess() {
        return processes.getFirst();
    }

    @Override
    public void close() {
        prometheus.close();
        processes.forEach(ScrapedProcess::close);
    }
}
