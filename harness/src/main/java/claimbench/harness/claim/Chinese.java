package claimbench.harness.claim;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How Chinese words stand beside each other. */
public final class Chinese {
    /** What only English has spaces around; a full-width sign brings its own. */
    private static final String FULL_WIDTH = "[\\p{IsHan}，。；：、！？（）《》“”]";

    private static final Pattern SPACE_BETWEEN = Pattern.compile("(?<=" + FULL_WIDTH + ") +(?=" + FULL_WIDTH + ")");

    private static final Pattern SPACE_AT_A_BRACKET = Pattern.compile("(?<=\\S) +(?=（)|(?<=）) +(?=\\S)");

    private static final Pattern SPACE_BEFORE_PER_CENT = Pattern.compile("(?<=\\d) %");

    /** Before a percentage, and where nothing but a figure can follow; elsewhere a hyphen may be an option's. */
    private static final Pattern MINUS =
            Pattern.compile("(?<![\\p{Alnum}.~/_-])-(?=[\\d,]+(?:\\.\\d+)?%)|(?<=（|= )-(?=\\d)");

    /** The words before the figure of a place, such as "for" of "for 3 ms". */
    private static final Pattern WORDS_BEFORE_A_FIGURE = Pattern.compile("\\p{IsHan}+ (?=[\\d.])");

    private Chinese() {}

    /** One word before another: between a Chinese character and anything else stands a space. Neither is empty. */
    public static String joined(String before, String after) {
        boolean chinese = Character.isIdeographic(before.codePointBefore(before.length()));
        return before + (chinese == Character.isIdeographic(after.codePointAt(0)) ? "" : " ") + after;
    }

    /**
     * As it is printed: no space between Chinese characters or at a full-width bracket, 3% rather than 3 %, and a minus rather than
     * a hyphen. What is already so stays as it is, and so does English.
     */
    public static String printed(String text) {
        String closed = SPACE_BETWEEN.matcher(text).replaceAll("");
        String bracketed = SPACE_AT_A_BRACKET.matcher(closed).replaceAll("");
        String percent = SPACE_BEFORE_PER_CENT.matcher(bracketed).replaceAll("%");
        return MINUS.matcher(percent).replaceAll("−");
    }

    /** From one place to another of the same kind: words before the figure are said once. */
    public static String range(String from, String to) {
        Matcher words = WORDS_BEFORE_A_FIGURE.matcher(from);
        boolean same = words.lookingAt() && to.startsWith(words.group());
        return joined(joined(from, "至"), same ? to.substring(words.end()) : to);
    }
}
