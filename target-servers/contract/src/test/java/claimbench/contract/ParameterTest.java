package claimbench.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParameterTest {
    private static final Parameter<Integer> SIZE = Parameter.integer("size", 1, 10);
    private static final Parameter<List<Integer>> SIZES = Parameter.integers("sizes", 3, 0, 9);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "0",
                "11",
                "-1",
                "+5",
                "5 ",
                "0x5",
                "5.0",
                "1e1",
                "99999999999999999999",
                "five",
                "\u0661",
                "\uff15",
                "-"
            })
    void wholeNumberOutOfBoundsOrMalformedIsRefused(String text) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> SIZE.parse(text))
                .satisfies(e -> assertThat(e.problem())
                        .isEqualTo(new Problem(
                                "Bad parameter",
                                400,
                                "size must be a whole number from 1 to 10, not '" + text + "'",
                                "size",
                                null,
                                null)));
    }

    @Test
    void edgesWithinAreAllowedAndThoseOutsideAreNot() {
        for (Route route : Route.values()) {
            for (Parameter<?> parameter : route.parameters()) {
                assertThat(parameter.edgesWithin())
                        .as(route + " " + parameter.name())
                        .hasSize(2)
                        .allSatisfy(text -> assertThat(parameter.parse(text)).isNotNull());
                assertThat(parameter.edgesOutside())
                        .as(route + " " + parameter.name())
                        .isNotEmpty()
                        .allSatisfy(text -> assertThatExceptionOfType(ProblemException.class)
                                .isThrownBy(() -> parameter.parse(text)));
            }
        }
        assertThat(SIZE.edgesWithin()).containsExactly("1", "10");
        assertThat(SIZE.edgesOutside()).containsExactly("0", "11");
    }

    @ParameterizedTest
    @CsvSource({"1,1", "10,10", "007,7"})
    void wholeNumberAtAndWithinTheBoundsIsTaken(String text, int value) {
        assertThat(SIZE.parse(text)).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",", "1,", ",1", "1,,2", "1,2,3,4", "10", "1;2", "1, 2"})
    void listThatIsTooLongOrHasABadPartIsRefused(String text) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> SIZES.parse(text))
                .withMessage("sizes must be 1 to 3 whole numbers from 0 to 9, joined by commas, not '" + text + "'");
    }

    @Test
    void listKeepsItsOrder() {
        assertThat(SIZES.parse("3,1,2")).containsExactly(3, 1, 2);
        assertThat(SIZES.parse("0")).containsExactly(0);
    }

    @Test
    void numberTakesAllOf64Bits() {
        Parameter<Long> seed = Parameter.number("seed");
        assertThat(seed.parse("-9223372036854775808")).isEqualTo(Long.MIN_VALUE);
        assertThat(seed.parse("9223372036854775807")).isEqualTo(Long.MAX_VALUE);
        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> seed.parse("9223372036854775808"));
    }

    @Test
    void choiceIsByExactWireName() {
        Parameter<Mode> mode = Parameter.choice("mode", Mode.SERIAL, Mode.PARALLEL);
        assertThat(mode.parse("parallel")).isEqualTo(Mode.PARALLEL);
        for (String text : List.of("Parallel", "PARALLEL", "concurrent", "")) {
            assertThatExceptionOfType(ProblemException.class)
                    .isThrownBy(() -> mode.parse(text))
                    .withMessage("mode must be one of serial, parallel, not '" + text + "'");
        }
    }

    @Test
    void whatIsLeftOutIsRefusedUnlessThereIsADefault() {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(SIZE::absent)
                .withMessage("size is missing; it must be a whole number from 1 to 10");
        Parameter<Integer> optional = SIZE.orElse(4);
        assertThat(optional.absent()).isEqualTo(4);
        assertThat(optional.parse("5")).isEqualTo(5);
        assertThat(SIZE.fallback()).isEmpty();
    }

    @Test
    void longTextIsCutInTheProblem() {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> SIZE.parse("9".repeat(1_000)))
                .withMessage("size must be a whole number from 1 to 10, not '" + "9".repeat(60) + "…'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-0.1", "1.01", "NaN", "0x1p-3", "1e-3", ".5", "1.", "+1", "0,5", "1d"})
    void decimalOutOfItsBoundsOrNotPlainIsRefused(String text) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> Parameter.decimal("share", 0, 1).parse(text))
                .withMessage("share must be a number from 0 to 1, not '" + text + "'");
    }

    @Test
    void decimalIsTakenWithAndWithoutAFraction() {
        assertThat(Parameter.decimal("share", 0, 1).parse("0.25")).isEqualTo(0.25);
        assertThat(Parameter.decimal("share", 0, 1).parse("1")).isEqualTo(1);
    }
}
