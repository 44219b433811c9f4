package claimbench.harness.claim;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * The same text in English and in Chinese. In a file, a plain text stands for both: a formula, a name, or a document in one language.
 *
 * @param zh as it is printed ({@link Chinese#printed})
 */
public record Text(String en, String zh) {
    @JsonCreator
    public Text(@JsonProperty("en") String en, @JsonProperty("zh") String zh) {
        this.en = Required.text("en", en);
        this.zh = Chinese.printed(Required.text("zh", zh));
    }

    /** What is the same in both languages. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Text same(String text) {
        return new Text(text, text);
    }

    /** A number that a file has in place of a text, such as that of a section. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Text number(long number) {
        return same(Long.toString(number));
    }

    /** The same with a fraction. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Text number(double number) {
        return same(Double.toString(number));
    }

    /** The same, and then another. */
    Text and(@Nullable Text more) {
        return more == null ? this : new Text(en + more.en, zh + more.zh);
    }

    /** In one of them. */
    public String in(boolean chinese) {
        return chinese ? zh : en;
    }
}
