package claimbench.harness.cite;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RunLabelTest {
    private final RunLabel label = new RunLabel("the-id");

    @Test
    void folderOfARunBecomesItsId() {
        assertThat(label.apply("up{process=\"x\",run=\"ada's notes\",trial=\"1\"} 1 2.5"))
                .isEqualTo("up{process=\"x\",run=\"the-id\",trial=\"1\"} 1 2.5");
        assertThat(label.apply("up{run=\"a\\\"b\\\\\",trial=\"1\"} 1")).isEqualTo("up{run=\"the-id\",trial=\"1\"} 1");
    }

    @Test
    void whatIsNoSuchLabelStaysAsItIs() {
        for (String line : new String[] {
            "", "up 1", "# HELP up {run=\"a\"}", "up{dry_run=\"a\"} 1", "up{run=\"never ends", "run=\"a\""
        }) {
            assertThat(label.apply(line)).isEqualTo(line);
        }
        assertThat(label.apply("up{dry_run=\"a\",run=\"b\"} 1")).isEqualTo("up{dry_run=\"a\",run=\"the-id\"} 1");
    }
}
