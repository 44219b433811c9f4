package claimbench.dashboards;

import java.util.List;

/** Views under a heading, in reading order. */
public record Section(Words title, List<View> views) {}
