package claimbench.kit;

import java.util.Collections;
import java.util.Set;

/** All the others. */
class BrokenServersTest extends BrokenServers {
    @Override
    boolean isOwn(Set<String> facets) {
        return Collections.disjoint(facets, CALLS) && Collections.disjoint(facets, MAIL);
    }
}
