package claimbench.kit;

/** Servers that know no limits, or do wrong at their end. */
class BrokenLimitsTest extends BrokenServers {
    @Override
    Kind kind() {
        return Kind.LIMITS;
    }
}
