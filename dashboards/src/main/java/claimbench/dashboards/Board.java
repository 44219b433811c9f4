package claimbench.dashboards;

import java.util.List;

/**
 * One dashboard as its author thinks of it; {@link GrafanaLayout} makes Grafana's JSON of it.
 *
 * @param name of its file, and the end of its id
 * @param oneTarget whether one target is chosen at a time, or any number of them
 * @param sections in reading order
 */
public record Board(String name, Words title, Words description, boolean oneTarget, List<Section> sections) {
    /** Part of the dashboard's address in Grafana. */
    public String uid(Language language) {
        return "claimbench-" + name + language.uidSuffix();
    }

    /** Of the committed JSON. */
    public String fileName() {
        return name + ".json";
    }

    /** Those of all sections. */
    public List<View> views() {
        return sections.stream().flatMap(section -> section.views().stream()).toList();
    }
}
