package claimbench.kit;

/** Servers that do wrong by a stream of tokens. */
class BrokenStreamsTest extends BrokenServers {
    @Override
    Kind kind() {
        return Kind.STREAMS;
    }
}
