package claimbench.harness.claim;

/**
 * A course document that claims are taken from.
 *
 * @param id as citations name it
 * @param title of the document, as it is
 * @param file it is kept in
 */
public record Document(String id, String title, String file) {
    public Document {
        Required.text("id", id);
        Required.text("title", title);
        Required.text("file", file);
    }
}
