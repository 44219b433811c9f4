@NullMarked
package claimbench.runtime.meters;

import org.jspecify.annotations.NullMarked;
