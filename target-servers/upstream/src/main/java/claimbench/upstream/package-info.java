/**
 * The stand-in for model APIs: answers after a latency that is fixed or drawn from a seeded distribution, holds ten
 * thousand requests and more at once, and measures how late it is itself, since a late upstream spoils a run.
 */
@NullMarked
package claimbench.upstream;

import org.jspecify.annotations.NullMarked;
