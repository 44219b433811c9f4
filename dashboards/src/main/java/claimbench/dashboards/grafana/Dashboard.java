package claimbench.dashboards.grafana;

import java.util.List;

/**
 * A whole dashboard.
 *
 * @param uid stable id: part of the dashboard's address
 * @param title as shown
 * @param description as shown
 * @param tags for searching
 * @param schemaVersion version of the schema that the rest is written in; Grafana brings older ones up to its own
 * @param editable whether viewers with the right to may change it in the browser
 * @param graphTooltip 1: one cross-hair over all panels
 * @param refresh how often the browser asks again, such as 5s
 * @param time the period shown at first
 * @param timepicker which refresh intervals are offered
 * @param timezone browser: the viewer's own
 * @param templating the variables
 * @param annotations none here, but Grafana expects the field
 * @param panels in reading order, rows among them
 */
public record Dashboard(
        String uid,
        String title,
        String description,
        List<String> tags,
        int schemaVersion,
        boolean editable,
        int graphTooltip,
        String refresh,
        TimeRange time,
        TimePicker timepicker,
        String timezone,
        Listed<Variable> templating,
        Listed<Object> annotations,
        List<Panel> panels) {

    /** A period, in Grafana's words: now, now-15m. */
    public record TimeRange(String from, String to) {}

    /** Refresh intervals on offer. Grafana leaves out those below its own least interval, 5 s unless configured. */
    public record TimePicker(List<String> refresh_intervals) {}

    /** Grafana's wrapping of lists. */
    public record Listed<T>(List<T> list) {}
}
