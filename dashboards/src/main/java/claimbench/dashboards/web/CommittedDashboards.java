package claimbench.dashboards.web;

import claimbench.contract.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The committed dashboards, which are packed with this class. Not changed once made. */
final class CommittedDashboards {
    /** In the order in which they are offered. */
    static final List<String> NAMES = List.of("overview", "target", "models", "trust", "claims");

    /** English is the one that queries are taken from. */
    static final List<String> LANGUAGES = List.of("en", "zh-CN");

    private static final String FOLDER = "/claimbench/dashboards/grafana/";

    /** One line of the index. */
    private record Entry(String name, Map<String, String> title) {}

    private final Map<String, CommittedDashboard> byName = new LinkedHashMap<>();
    private final Map<String, byte[]> files = new LinkedHashMap<>();
    private final byte[] index;

    private CommittedDashboards() {
        var entries = new ArrayList<Entry>();
        for (String name : NAMES) {
            var titles = new LinkedHashMap<String, String>();
            for (String language : LANGUAGES) {
                Optional<byte[]> file = resource(FOLDER + language + "/" + name + ".json");
                file.ifPresent(bytes -> {
                    var json = Json.MAPPER.readTree(bytes);
                    files.put(language + "/" + name, bytes);
                    titles.put(language, json.path("title").asString(name));
                    byName.putIfAbsent(name, new CommittedDashboard(name, json));
                });
            }
            if (!titles.isEmpty()) {
                entries.add(new Entry(name, titles));
            }
        }
        index = Json.MAPPER.writeValueAsBytes(entries);
    }

    /** Those that are there. */
    static CommittedDashboards load() {
        return new CommittedDashboards();
    }

    Set<String> names() {
        return byName.keySet();
    }

    /** A dashboard's queries. */
    CommittedDashboard dashboard(String name) throws Refusal {
        CommittedDashboard dashboard = byName.get(name);
        if (dashboard == null) {
            throw Refusal.notFound(
                    "there is no dashboard '%s'; there are %s".formatted(name, String.join(", ", byName.keySet())));
        }
        return dashboard;
    }

    /** A dashboard as Grafana reads it. */
    byte[] file(String language, String name) throws Refusal {
        byte[] file = files.get(language + "/" + name);
        if (file == null) {
            throw Refusal.notFound("there is no dashboard '%s' in '%s'".formatted(name, language));
        }
        return file;
    }

    /** Names and titles, as JSON. */
    byte[] index() {
        return index;
    }

    static Optional<byte[]> resource(String path) {
        try (InputStream in = CommittedDashboards.class.getResourceAsStream(path)) {
            return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
