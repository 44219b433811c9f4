package claimbench.kit;

/** All the others. */
class BrokenServersTest extends BrokenServers {
    @Override
    Kind kind() {
        return Kind.OTHERS;
    }
}
