/**
 * An event loop with the semantics of Python's asyncio: one thread, on which coroutines take turns, each running until it
 * awaits. Start at {@link claimbench.loop.Asyncio}, whose methods are asyncio's in Java's spelling, and read on in {@link
 * claimbench.loop.EventLoop}. Knows sockets, but no protocol on them.
 */
@NullMarked
package claimbench.loop;

import org.jspecify.annotations.NullMarked;
