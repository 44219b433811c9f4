package claimbench.harness.claim;

/**
 * Where a document states a claim.
 *
 * @param document id of the {@link Document}
 * @param section number or heading within it
 */
public record Citation(String document, Text section) {
    public Citation {
        Required.text("document", document);
        Required.key("section", section);
    }
}
