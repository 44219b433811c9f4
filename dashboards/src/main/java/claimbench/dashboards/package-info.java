/**
 * The dashboards of a run: their queries written in code against the table of meters, Grafana's JSON made from them, and a check that
 * a real Prometheus answers every one. {@link claimbench.dashboards.Boards} has the content; read it first.
 */
@NullMarked
package claimbench.dashboards;

import org.jspecify.annotations.NullMarked;
