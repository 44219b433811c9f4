/**
 * HTTP/1.1 in direct style over a small transport: a server's connection and a client's. The grammar is jetty-http's;
 * what a call waits with (a thread, a virtual thread, a coroutine) is the transport's affair.
 */
@NullMarked
package claimbench.http;

import org.jspecify.annotations.NullMarked;
