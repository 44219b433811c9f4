package claimbench.dashboards;

import java.util.Locale;

/** The languages that each dashboard is written in; their queries are the same. */
public enum Language {
    EN("en", ""),
    ZH("zh-CN", "-zh");

    private final String tag;
    private final String uidSuffix;

    Language(String tag, String uidSuffix) {
        this.tag = tag;
        this.uidSuffix = uidSuffix;
    }

    /** As in BCP 47; the name of its folder. */
    public String tag() {
        return tag;
    }

    /** As reports name it in their files. */
    String report() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What its dashboards' ids end in. */
    String uidSuffix() {
        return uidSuffix;
    }
}
