package claimbench.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentsTest {
    private static final Parameter<Integer> A = Parameter.integer("a", 0, 99);
    private static final Parameter<Integer> B = Parameter.integer("b", 0, 99).orElse(7);

    @ParameterizedTest
    @NullAndEmptySource
    void missingQueryHasNoArguments(@Nullable String query) {
        Arguments arguments = Arguments.parse(query, List.of(A, B));
        assertThat(arguments.get(B)).isEqualTo(7);
        assertProblem("a is missing; it must be a whole number from 0 to 99", "a", () -> arguments.get(A));
    }

    @Test
    void unknownParameterIsRefusedWithWhatIsAllowed() {
        assertProblem("unknown parameter 'c'; allowed: a, b", "c", () -> Arguments.parse("a=1&c=2", List.of(A, B)));
        assertProblem("unknown parameter 'a'; allowed: none", "a", () -> Arguments.parse("a=1", List.of()));
        assertProblem("unknown parameter ''; allowed: a, b", "", () -> Arguments.parse("a=1&", List.of(A, B)));
        assertProblem("unknown parameter 'A'; allowed: a, b", "A", () -> Arguments.parse("A=1", List.of(A, B)));
    }

    @Test
    void unknownNameIsCutInTheProblem() {
        String cut = "n".repeat(60) + "…";
        assertProblem(
                "unknown parameter '" + cut + "'; allowed: a",
                cut,
                () -> Arguments.parse("n".repeat(2_000) + "=1", List.of(A)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=1&a=2", "a=1&a=1", "a=1&%61=1", "a&a"})
    void repeatedParameterIsRefused(String query) {
        assertProblem("a is given more than once", "a", () -> Arguments.parse(query, List.of(A)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=%", "a=%1", "a=%zz", "%=1", "a=%-1"})
    void malformedPercentEncodingIsRefused(String query) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> Arguments.parse(query, List.of(A)))
                .satisfies(e -> assertThat(e.problem().status()).isEqualTo(400))
                .withMessageContaining("malformed percent-encoding");
    }

    @Test
    void percentEncodingIsDecoded() {
        assertThat(Arguments.parse("%61=%34%32", List.of(A)).get(A)).isEqualTo(42);
    }

    @Test
    void valueIsWhatFollowsTheFirstEqualsSign() {
        Arguments arguments = Arguments.parse("a=1=2", List.of(A));
        assertProblem("a must be a whole number from 0 to 99, not '1=2'", "a", () -> arguments.get(A));
    }

    @Test
    void parameterWithoutValueIsMalformedRatherThanMissing() {
        Arguments arguments = Arguments.parse("a&b=1", List.of(A, B));
        assertProblem("a must be a whole number from 0 to 99, not ''", "a", () -> arguments.get(A));
    }

    @Test
    void orderDoesNotMatter() {
        assertThat(Arguments.parse("b=2&a=1", List.of(A, B)).get(A)).isEqualTo(1);
        assertThat(Arguments.parse("b=2&a=1", List.of(A, B)).get(B)).isEqualTo(2);
    }

    private static void assertProblem(String detail, String parameter, Runnable action) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(action::run)
                .satisfies(e -> assertThat(e.problem())
                        .isEqualTo(new Problem("Bad parameter", 400, detail, parameter, null, null)));
    }
}
