package claimbench.kit;

/** Servers that do wrong by their calls of the upstream: deadlines, retries. */
class BrokenCallsTest extends BrokenServers {
    @Override
    Kind kind() {
        return Kind.CALLS;
    }
}
