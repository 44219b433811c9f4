/**
 * The contract on Reactor Netty: a few event loops that never wait, and pipelines of {@code Mono} and {@code Flux} that
 * say what is to happen when something has arrived.
 */
@NullMarked
package claimbench.reactive;

import org.jspecify.annotations.NullMarked;
