package claimbench.harness.report.document;

/** Which characters a document may hold: names come from data, and data from anywhere. */
final class Characters {
    static final int REPLACEMENT = 0xFFFD;

    private Characters() {}

    /** Neither a control character (but for line feed and tab), nor half of a pair, nor no character at all. */
    static boolean isAllowed(int point) {
        boolean control = Character.isISOControl(point) && point != '\n' && point != '\t';
        boolean half = point >= 0xD800 && point <= 0xDFFF;
        boolean none = (point & 0xFFFE) == 0xFFFE || (point >= 0xFDD0 && point <= 0xFDEF);
        return !control && !half && !none;
    }
}
