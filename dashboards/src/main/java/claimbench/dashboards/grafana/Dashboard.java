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
 * @param links to other dashboards
 * @param templating the variables
 * @param annotations marks on time series
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
        List<Link> links,
        Listed<Variable> templating,
        Listed<Annotation> annotations,
        List<Panel> panels) {

    /** A period, in Grafana's words: now, now-15m. */
    public record TimeRange(String from, String to) {}

    /** Refresh intervals on offer. Grafana leaves out those below its own least interval, 5 s unless configured. */
    public record TimePicker(List<String> refresh_intervals) {}

    /**
     * Links to all dashboards with these tags, which keep the period and the choices.
     *
     * @param type dashboards
     * @param asDropdown whether they are a menu
     */
    public record Link(
            String title,
            String type,
            String icon,
            String tooltip,
            String url,
            List<String> tags,
            boolean asDropdown,
            boolean targetBlank,
            boolean includeVars,
            boolean keepTime) {
        /** To those in the same language. */
        public static Link toOthers(String language, String title) {
            return new Link(title, "dashboards", "", "", "", List.of("claimbench", language), false, false, true, true);
        }
    }

    /** Grafana's wrapping of lists. */
    public record Listed<T>(List<T> list) {}
}
