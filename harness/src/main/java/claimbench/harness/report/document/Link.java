package claimbench.harness.report.document;

/**
 * Words that lead somewhere.
 *
 * @param target {@code #anchor} in the same document, an address with {@code https://}, or a file beside the document
 */
public record Link(String text, String target) implements Inline {
    /** @throws IllegalArgumentException where the target is a script or another scheme than https and http */
    public Link {
        if (target.matches("(?s)[A-Za-z][A-Za-z0-9+.-]*:.*") && !target.matches("(?s)https?://.*")) {
            throw new IllegalArgumentException("a link leads to an anchor, a file, or https://, not to " + target);
        }
    }
}
