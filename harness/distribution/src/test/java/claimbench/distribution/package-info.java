/** Tests of the whole: who depends on whom, and the packed product from end to end. */
@NullMarked
package claimbench.distribution;

import org.jspecify.annotations.NullMarked;
