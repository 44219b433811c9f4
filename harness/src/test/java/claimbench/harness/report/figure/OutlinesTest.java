package claimbench.harness.report.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class OutlinesTest {
    private static final String STYLE =
            " style='fill: rgb(1,2,3); fill-opacity: 1.0; font-family: SansSerif; font-size: 12px;'";

    private final Outlines outlines = new Outlines("f-");

    @Test
    void letterIsWrittenOnceAndUsedWhereverItStands() {
        String outlined = outlines.outlined("<g><text x='3' y='4.5'" + STYLE + " clip-path='url(#c)'>eel e</text></g>");

        assertThat(outlined)
                .startsWith("<defs><path id='f-0' d='m")
                .contains("<g><g fill='rgb(1,2,3)' clip-path='url(#c)'><g transform='translate(3,4.5) scale(0.05)'>")
                .endsWith("</g></g></g>")
                .doesNotContain("text");
        assertThat(uses(outlined)).containsExactly("f-0", "f-0", "f-1", "f-0");
        assertThat(Pattern.compile("<path").matcher(outlined).results()).hasSize(2);
    }

    @Test
    void boldLettersAndSignsOfXmlAreLettersOfTheirOwn() {
        String bold = STYLE.replace("12px;", "12px; font-weight: bold;");

        assertThat(uses(outlines.outlined(
                        "<text x='0' y='0'" + STYLE + ">&lt;&amp;a</text><text x='0' y='9'" + bold + ">a&gt;</text>")))
                .containsExactly("f-0", "f-1", "f-2", "f-3", "f-4");
    }

    @Test
    void outlineIsClosedAndInWholeUnits() {
        assertThat(outlines.outlined("<text x='0' y='0'" + STYLE + ">o</text>"))
                .containsPattern("d='m[0-9 -]+([lqc][0-9 -]+)+z(m[0-9 -]+([lqc][0-9 -]+)+z)*'");
    }

    @Test
    void textThatIsWrittenInAnotherWayIsNotLost() {
        assertThatThrownBy(() -> outlines.outlined("<text x='0' y='0'>o</text>"))
                .isInstanceOf(IllegalStateException.class);
    }

    private static String[] uses(String svg) {
        return Pattern.compile("<use xlink:href='#([^']+)'")
                .matcher(svg)
                .results()
                .map((MatchResult use) -> use.group(1))
                .toArray(String[]::new);
    }
}
