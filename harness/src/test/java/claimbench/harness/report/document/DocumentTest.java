package claimbench.harness.report.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import claimbench.harness.report.document.TableBlock.Cell;
import claimbench.harness.report.document.TableBlock.Column;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentTest {
    @Test
    void anchorsLeadToOnePlace() {
        assertThatThrownBy(() -> Samples.of(
                        Language.ENGLISH,
                        Heading.of(2, "Q05", "one"),
                        new TableBlock("Q05", "", List.of(Column.left("a")), List.of())))
                .hasMessageContainingAll("two blocks", "Q05");
    }

    @Test
    void rowHasACellForEachColumn() {
        assertThatThrownBy(() -> new TableBlock(
                        "figures", "", List.of(Column.left("a"), Column.left("b")), List.of(List.of(Cell.of("1")))))
                .hasMessageContaining("figures has 2 columns and a row of 1 cells");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1st", "a b", "a\"b", "../a", "a/b", "总览"})
    void anchorIsAName(String name) {
        assertThatThrownBy(() -> Heading.of(2, name, "text")).hasMessageContaining('"' + name + '"');
        assertThat(Heading.of(2, Anchors.of(name), "text").anchor()).isNotEmpty();
    }

    @Test
    void namesThatDifferHaveAnchorsThatDiffer() {
        assertThat(List.of("a b", "a-b", "a.b", "a/b", "ab", "Q05", "总览", "览总").stream()
                        .map(Anchors::of))
                .doesNotHaveDuplicates();
        assertThat(Anchors.of("Q05")).isEqualTo("Q05");
    }

    @ParameterizedTest
    @ValueSource(strings = {"javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,x", "file:///etc/passwd"})
    void linkRunsNothing(String target) {
        assertThatThrownBy(() -> new Link("here", target)).hasMessageContaining("https://");
    }

    @Test
    void backticksMakeNames() {
        assertThat(Prose.of("see `a` and `b`."))
                .containsExactly(new Plain("see "), new Code("a"), new Plain(" and "), new Code("b"), new Plain("."));
        assertThat(Prose.of("one ` alone")).containsExactly(new Plain("one ` alone"));
        assertThat(Prose.of("")).isEmpty();
    }
}
