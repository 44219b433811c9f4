/** Tests of what a browser is given. */
@NullMarked
package claimbench.dashboards.web;

import org.jspecify.annotations.NullMarked;
