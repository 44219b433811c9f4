package claimbench.kit;

import java.util.Collections;
import java.util.Set;

/** Servers that do wrong by a mail. */
class BrokenMailTest extends BrokenServers {
    @Override
    boolean isOwn(Set<String> facets) {
        return !Collections.disjoint(facets, MAIL);
    }
}
