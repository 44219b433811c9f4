package claimbench.harness.claim;

/** How Chinese words stand beside each other. */
public final class Chinese {
    private Chinese() {}

    /** One word before another: between a Chinese character and anything else stands a space. Neither is empty. */
    public static String joined(String before, String after) {
        boolean chinese = Character.isIdeographic(before.codePointBefore(before.length()));
        return before + (chinese == Character.isIdeographic(after.codePointAt(0)) ? "" : " ") + after;
    }
}
