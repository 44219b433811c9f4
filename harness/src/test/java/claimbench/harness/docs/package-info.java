/** Pages of the documentation that are made from the sources. */
@NullMarked
package claimbench.harness.docs;

import org.jspecify.annotations.NullMarked;
