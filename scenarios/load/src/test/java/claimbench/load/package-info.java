/** Tests of the generator: its parts, and the real process against small real servers. */
@NullMarked
package claimbench.load;

import org.jspecify.annotations.NullMarked;
