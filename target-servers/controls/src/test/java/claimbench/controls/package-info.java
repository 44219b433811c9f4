@NullMarked
package claimbench.controls;

import org.jspecify.annotations.NullMarked;
