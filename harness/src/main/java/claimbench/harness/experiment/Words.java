package claimbench.harness.experiment;

/** The same words in English and in Chinese. */
public record Words(String en, String zh) {}
