package claimbench.dashboards;

import java.util.List;
import java.util.Set;

/**
 * One panel as its author thinks of it: what it shows, and whose data it needs. Grafana's way of writing it is made from
 * this by {@link GrafanaLayout}.
 *
 * @param kind how it is drawn
 * @param title short, with no unit
 * @param description what is measured and how to read it
 * @param width of the grid's 24 columns
 * @param queries at least one
 * @param processes whose data must be there when they take part in a run; others may have some too
 * @param presence whether their data is there from the start
 */
public record View(
        Kind kind,
        String title,
        String description,
        int width,
        List<Query> queries,
        Set<ProcessName> processes,
        Presence presence) {

    /** How a view is drawn. */
    public enum Kind {
        /** Lines over time. */
        TIME_SERIES,
        /** The latest figure of each series. */
        STAT,
        /** A bar for each process, of a figure over the whole period. */
        BARS,
        /** A row for each process, of figures over the whole period. */
        TABLE;

        /** Whether the question is about the whole period, asked once at its end. */
        boolean isInstant() {
            return this == BARS || this == TABLE;
        }
    }

    /** When data can be expected. */
    public enum Presence {
        /** In every run. */
        ALWAYS,
        /** Only after an event that a short run may not have. */
        AFTER_AN_EVENT
    }

    /** The same view with data that may be missing. */
    View afterAnEvent() {
        return new View(kind, title, description, width, queries, processes, Presence.AFTER_AN_EVENT);
    }
}
