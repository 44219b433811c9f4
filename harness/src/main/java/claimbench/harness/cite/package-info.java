/**
 * What others need to rely on a run: how it is cited, one archive of it, and the check of such an archive. It reads stored runs and has them judged and
 * rendered again; it starts nothing and uses no network.
 */
@NullMarked
package claimbench.harness.cite;

import org.jspecify.annotations.NullMarked;
