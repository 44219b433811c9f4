/**
 * The JSON of a Grafana dashboard as records: what is used here of Grafana's classic schema, which versions 11 to 13
 * read. Component names are Grafana's own; a null component is left out of the JSON. All types are immutable.
 */
@NullMarked
package claimbench.dashboards.grafana;

import org.jspecify.annotations.NullMarked;
