package claimbench.kit;

/** Servers that do wrong by a mail. */
class BrokenMailTest extends BrokenServers {
    @Override
    Kind kind() {
        return Kind.MAIL;
    }
}
