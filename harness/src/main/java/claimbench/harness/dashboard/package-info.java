/** Shows a run, live or stored: starts Prometheus, loads what was recorded, and starts Grafana where there is one. */
@NullMarked
package claimbench.harness.dashboard;

import org.jspecify.annotations.NullMarked;
