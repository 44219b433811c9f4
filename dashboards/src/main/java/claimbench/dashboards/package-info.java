/**
 * The dashboard of a run: its queries written in code against the names of the meters, Grafana's JSON made from them,
 * and a check that a real Prometheus answers every one. {@link claimbench.dashboards.Overview} is the content; read it
 * first.
 */
@NullMarked
package claimbench.dashboards;

import org.jspecify.annotations.NullMarked;
