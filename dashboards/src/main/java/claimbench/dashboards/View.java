package claimbench.dashboards;

import java.util.List;
import java.util.Set;

/**
 * One panel as its author thinks of it: what it shows, and whose data it needs. Grafana's way of writing it is made from
 * this by {@link GrafanaLayout}.
 *
 * @param kind how it is drawn
 * @param title short, with no unit
 * @param description what is measured and how to read it; of a text, the text itself
 * @param width of the grid's 24 columns
 * @param height of the grid's rows
 * @param queries none for a text
 * @param coloring what a colour stands for
 * @param targets whose data must be there when they take part in a run; others may have some too; where it is empty, any data will do
 * @param presence whether their data is there from the start
 */
public record View(
        Kind kind,
        Words title,
        Words description,
        int width,
        int height,
        List<Query> queries,
        Coloring coloring,
        Set<Model> targets,
        Presence presence) {

    /** How a view is drawn. */
    public enum Kind {
        /** Lines over time. */
        TIME_SERIES(8),
        /** The latest figure of each series. */
        STAT(4),
        /** A bar for each series, of a figure over the whole period. */
        BARS(8),
        /** A row for each set of labels, of figures over the whole period. */
        TABLE(8),
        /** Words alone. */
        TEXT(4);

        private final int height;

        Kind(int height) {
            this.height = height;
        }

        /** Whether the question is about the whole period, asked once at its end. */
        boolean isInstant() {
            return this != TIME_SERIES;
        }
    }

    /** What a colour stands for. */
    public enum Coloring {
        /** For the target that a series' name begins with. */
        TARGET,
        /** For the query: series of one target, told apart. */
        QUERY
    }

    /** When data can be expected. */
    public enum Presence {
        /** In every run. */
        ALWAYS,
        /** Only after an event that a short run may not have, or with an option. */
        AFTER_AN_EVENT,
        /** Once a run has been judged. */
        WHEN_JUDGED
    }

    /** Lines over time. */
    static View lines(Words title, Words description, Query... queries) {
        return of(Kind.TIME_SERIES, title, description, queries);
    }

    /** A view of all models, half as wide as the page. */
    static View of(Kind kind, Words title, Words description, Query... queries) {
        return new View(
                kind,
                title,
                description,
                12,
                kind.height,
                List.of(queries),
                Coloring.TARGET,
                Model.MODELS,
                Presence.ALWAYS);
    }

    /** Words across the page. */
    static View text(Words title, Words text) {
        return of(Kind.TEXT, title, text).wide(24).of();
    }

    View wide(int columns) {
        return new View(kind, title, description, columns, height, queries, coloring, targets, presence);
    }

    View high(int rows) {
        return new View(kind, title, description, width, rows, queries, coloring, targets, presence);
    }

    /** Needs data of these alone. */
    View of(Model... needed) {
        return new View(kind, title, description, width, height, queries, coloring, Set.of(needed), presence);
    }

    View coloredByQuery() {
        return new View(kind, title, description, width, height, queries, Coloring.QUERY, targets, presence);
    }

    View there(Presence when) {
        return new View(kind, title, description, width, height, queries, coloring, targets, when);
    }
}
