package claimbench.kit;

import java.util.Collections;
import java.util.Set;

/** Servers that do wrong by their calls of the upstream: streams, deadlines, retries. */
class BrokenCallsTest extends BrokenServers {
    @Override
    boolean isOwn(Set<String> facets) {
        return !Collections.disjoint(facets, CALLS) && Collections.disjoint(facets, MAIL);
    }
}
