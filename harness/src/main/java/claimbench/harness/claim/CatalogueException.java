package claimbench.harness.claim;

/** A catalogue file is wrong; the message names the file, the line and the key. */
public final class CatalogueException extends RuntimeException {
    private static final long serialVersionUID = 1;

    CatalogueException(String message) {
        super(message);
    }
}
