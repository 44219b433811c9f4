package claimbench.dashboards.web;

import org.jspecify.annotations.Nullable;

/**
 * What is shown at this moment.
 *
 * @param live whether it is still being measured, and {@code to} moves
 * @param run its name, which is the value of the label "run"; null where that is not known
 * @param from start of the period with data, in milliseconds since the epoch
 * @param to its end, in milliseconds since the epoch
 * @param refreshSeconds how often the page asks again; 0 for never
 */
public record ShownRun(boolean live, @Nullable String run, long from, long to, int refreshSeconds) {}
