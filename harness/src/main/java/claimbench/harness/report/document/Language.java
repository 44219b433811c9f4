package claimbench.harness.report.document;

import claimbench.harness.claim.Chinese;
import claimbench.harness.claim.Text;
import com.fasterxml.jackson.annotation.JsonValue;

/** The language of a document. */
public enum Language {
    ENGLISH("en"),
    CHINESE("zh-CN");

    private final String tag;

    Language(String tag) {
        this.tag = tag;
    }

    /** As in BCP 47, and as in names of files: {@code en} or {@code zh-CN}. */
    @JsonValue
    public String tag() {
        return tag;
    }

    public boolean isChinese() {
        return this == CHINESE;
    }

    /** What a text says in this language. */
    public String of(Text text) {
        return text.in(isChinese());
    }

    /** The one of two wordings that is in this language. */
    public String pick(String english, String chinese) {
        return isChinese() ? Chinese.printed(chinese) : english;
    }
}
