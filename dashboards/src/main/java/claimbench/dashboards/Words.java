package claimbench.dashboards;

/** What a viewer reads, in both languages. */
public record Words(String en, String zh) {

    /** The same in both: names of things, and patterns of labels. */
    static Words same(String text) {
        return new Words(text, text);
    }

    static Words words(String en, String zh) {
        return new Words(en, zh);
    }

    String in(Language language) {
        return switch (language) {
            case EN -> en;
            case ZH -> zh;
        };
    }
}
