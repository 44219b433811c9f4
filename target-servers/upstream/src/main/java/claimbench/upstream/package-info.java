/**
 * The stand-in for model APIs: answers after a latency that is fixed or drawn from a seeded distribution, streams tokens,
 * takes mails, holds ten thousand requests and more at once, and measures how late it is itself, since a late upstream
 * spoils a run. What can go wrong with such an API goes wrong here on demand.
 */
@NullMarked
package claimbench.upstream;

import org.jspecify.annotations.NullMarked;
