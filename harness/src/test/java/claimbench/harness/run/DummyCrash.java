package claimbench.harness.run;

/** A server that cannot start. Needs no other class. */
public final class DummyCrash {
    private DummyCrash() {}

    public static void main(String[] args) {
        System.err.println("kaboom: no port for me");
        System.exit(1);
    }
}
