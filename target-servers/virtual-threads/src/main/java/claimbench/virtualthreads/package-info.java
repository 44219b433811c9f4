/**
 * The contract on virtual threads: one for each connection, and one for each task of a request. Code waits in direct
 * style; while a virtual thread waits, its carrier runs another.
 */
@NullMarked
package claimbench.virtualthreads;

import org.jspecify.annotations.NullMarked;
