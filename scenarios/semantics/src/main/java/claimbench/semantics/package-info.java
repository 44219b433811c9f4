/** A small program for each claim about what asyncio does, on our event loop and on virtual time. */
@NullMarked
package claimbench.semantics;

import org.jspecify.annotations.NullMarked;
