/**
 * What every process of ours shares: the options it starts with, the line that says it is ready, its end when its parent
 * has gone, its meters, and the dispatch of a request to a handler.
 */
@NullMarked
package claimbench.runtime;

import org.jspecify.annotations.NullMarked;
