/**
 * The dashboards in a browser, without Grafana: the page, the committed dashboards, and Prometheus' answers to their queries and to no
 * others. It listens on the loopback address alone.
 */
@NullMarked
package claimbench.dashboards.web;

import org.jspecify.annotations.NullMarked;
