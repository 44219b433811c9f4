/** Kotlin's column of the comparison. JMH knows Java: the benchmarks are Java, and what they call is Kotlin. */
@NullMarked
package claimbench.micro.compare.kotlin;

import org.jspecify.annotations.NullMarked;
