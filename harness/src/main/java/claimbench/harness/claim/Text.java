package claimbench.harness.claim;

/** The same text in English and in Chinese. */
public record Text(String en, String zh) {
    public Text {
        Required.text("en", en);
        Required.text("zh", zh);
    }
}
