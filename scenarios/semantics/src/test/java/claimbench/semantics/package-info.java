@NullMarked
package claimbench.semantics;

import org.jspecify.annotations.NullMarked;
