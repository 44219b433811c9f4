package claimbench.harness.cite;

/**
 * As much of a reason as a citation has room for: whole clauses from its beginning, and where the rest stands. A claim with maps has a dozen clauses, of which the first
 * says where it holds.
 */
final class ShortReason {
    /** Letters of a reason in English; one in Chinese says as much with half of them. */
    private static final int MAX = 300;

    private static final int MAX_ZH = 150;

    private ShortReason() {}

    /**
     * In English.
     *
     * @param sentence without a full stop; its clauses end with semicolons
     * @param place in the report that has all of it
     */
    static String en(String sentence, String place) {
        return of(sentence, "; ", ", ", MAX, "; the rest is at " + place + " of its report");
    }

    /** In Chinese. */
    static String zh(String sentence, String place) {
        return of(sentence, "；", "，", MAX_ZH, "；其余见报告的 " + place);
    }

    private static String of(String sentence, String clauses, String parts, int max, String rest) {
        if (sentence.length() <= max) {
            return sentence;
        }
        int clause = last(sentence, clauses, max);
        if (clause >= 0) {
            return sentence.substring(0, clause) + rest;
        }
        // Within a clause, what is left out may be half of what it says: that it goes on must be seen.
        int part = last(sentence, parts, max);
        return sentence.substring(0, part < 0 ? max : part) + "…" + rest;
    }

    /** Where the last one begins that stands within bounds and in no bracket; below 0 where there is none. */
    private static int last(String sentence, String separator, int max) {
        int found = -1;
        int depth = 0;
        for (int i = 0; i <= max; i++) {
            switch (sentence.charAt(i)) {
                case '(', '（' -> depth++;
                case ')', '）' -> depth--;
                default -> {
                    if (depth == 0 && sentence.startsWith(separator, i)) {
                        found = i;
                    }
                }
            }
        }
        return found;
    }
}
