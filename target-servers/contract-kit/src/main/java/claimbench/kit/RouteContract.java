package claimbench.kit;

import static org.assertj.core.api.Assertions.assertThat;

import claimbench.contract.About;
import claimbench.contract.CpuWork;
import claimbench.contract.Mode;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** What each route answers when it is asked as it should be; fan-out has a facet of its own. */
@Facet("routes")
interface RouteContract extends TargetUnderTest {

    @Test
    default void plaintextSaysHello() throws IOException {
        RawResponse response = get("/plaintext");
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.header("Content-Type")).isEqualTo("text/plain; charset=utf-8");
        assertThat(response.body()).isEqualTo("Hello, World!");
    }

    @Test
    default void waitAnswersHowLongItWaitedAndNotBeforeThat() throws IOException {
        long startNanos = System.nanoTime();
        RawResponse response = get("/wait?ms=50");
        long elapsedNanos = System.nanoTime() - startNanos;
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.header("Content-Type")).isEqualTo("application/json");
        assertThat(response.body()).isEqualTo("{\"waitedMs\":50}");
        assertThat(elapsedNanos)
                .as("/wait must not answer before the time has passed")
                .isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(50));
    }

    @Test
    default void waitOfNothingAnswersAtOnce() throws IOException {
        assertThat(get("/wait?ms=0").body()).isEqualTo("{\"waitedMs\":0}");
    }

    @ParameterizedTest
    @CsvSource({"1,1", "3,2", "7,1", "1000,1"})
    default void cpuWorkHasTheSameChecksumInEachMode(int tasks, int units) throws IOException {
        String checksum = CpuWork.text(CpuWork.checksum(tasks, units));
        for (Mode mode : Mode.values()) {
            RawResponse response = get("/cpu?tasks=" + tasks + "&units=" + units + "&mode=" + mode.wireName());
            assertThat(response.status()).isEqualTo(200);
            assertThat(response.header("Content-Type")).isEqualTo("application/json");
            assertThat(response.body())
                    .as("mode=%s must do all the work: the checksum of every task", mode.wireName())
                    .matches("\\{\"checksum\":\"" + checksum + "\",\"elapsedNanos\":[1-9][0-9]*}");
        }
    }

    @ParameterizedTest
    @EnumSource
    default void cpuWorkLeavesTheConnectionUsable(Mode mode) throws IOException {
        try (RawConnection connection = connect()) {
            for (int request = 0; request < 3; request++) {
                RawResponse response = connection.exchange("/cpu?tasks=2&units=1&mode=" + mode.wireName());
                assertThat(response.json().required("checksum").asString())
                        .isEqualTo(CpuWork.text(CpuWork.checksum(2, 1)));
            }
        }
    }

    @Test
    default void healthIsReady() throws IOException {
        RawResponse response = get("/health");
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.header("Content-Type")).isEqualTo("application/json");
        assertThat(response.body()).isEqualTo("{\"status\":\"ready\"}");
    }

    @Test
    default void aboutNamesModelVersionsFlagsAndSettings() throws IOException {
        RawResponse response = get("/about");
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.header("Content-Type")).isEqualTo("application/json");
        JsonNode about = response.json();
        assertThat(about.required("contract").asInt()).isEqualTo(About.CONTRACT_VERSION);
        assertThat(about.required("model").asString())
                .as("model is the target's name")
                .matches("[a-z][a-z-]*");
        assertThat(about.required("version").asString()).isNotEmpty();
        assertThat(about.required("java").isString())
                .as("java is the version of the JVM, or empty where there is none")
                .isTrue();
        assertThat(about.required("flags").isArray()).isTrue();
        assertThat(about.required("settings").isObject()).isTrue();
        if (inThisJvm()) {
            assertThat(about.required("java").asString())
                    .contains(Integer.toString(Runtime.version().feature()));
            assertThat(about.required("pid").asLong())
                    .isEqualTo(ProcessHandle.current().pid());
        } else {
            assertThat(about.required("pid").asLong()).isPositive();
        }
    }
}
