/**
 * The contract on an event loop: a coroutine for each connection and for each concurrent task of a request, all on one
 * thread. Code waits in direct style; while a coroutine waits, the loop runs others.
 */
@NullMarked
package claimbench.eventloop;

import org.jspecify.annotations.NullMarked;
