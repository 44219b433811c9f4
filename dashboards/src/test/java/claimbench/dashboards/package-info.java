@NullMarked
package claimbench.dashboards;

import org.jspecify.annotations.NullMarked;
