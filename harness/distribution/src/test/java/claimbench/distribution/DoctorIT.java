package claimbench.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The tools themselves, measured by the product: the real generator on a null server, stopped and not, and wrk beside it. */
@Tag("alone")
class DoctorIT {
    /** Where a freeze could not be ended in time, nothing is said of the generator. */
    private static final String TOO_BUSY = "too busy to end the freeze";

    @TempDir
    static Path folder;

    private static Product.Running doctor;
    private static JsonNode report;

    @BeforeAll
    static void measureOnce() {
        doctor = Product.start(folder, "doctor", "--measure", "--json");
        doctor.exitCode();
        String printed = doctor.printed();
        report = JsonMapper.shared().readTree(printed.substring(printed.indexOf('{')));
    }

    @Test
    void frozenTargetShowsAboutTwoHundredLateResponsesAndNotOne() {
        JsonNode finding = finding("FREEZE");
        if (finding.get("state").asString().equals("UNKNOWN")) {
            assertThat(finding.get("seen").asString()).contains(TOO_BUSY);
            return;
        }
        JsonNode freeze = report.get("freeze");
        assertThat(freeze.get("requestsPerSecond").asInt()).isEqualTo(200);
        assertThat(freeze.get("frozenMillis").asLong()).isGreaterThanOrEqualTo(1_000);
        assertThat(freeze.get("late").asLong()).as(freeze.toPrettyString()).isGreaterThanOrEqualTo(140);
        assertThat(finding.get("state").asString()).as(finding.toPrettyString()).isEqualTo("PASSED");
    }

    @Test
    void ceilingOfTheGeneratorIsMeasured() {
        assertThat(report.get("ceiling").get("requestsPerSecond").asDouble())
                .as(report.toPrettyString())
                .isGreaterThan(100);
    }

    @Test
    void secondWitnessSpeaksOrItIsSaidWhyNot() {
        JsonNode finding = finding("SECOND_WITNESS");
        if (report.get("witness").isNull()) {
            assertThat(finding.get("state").asString()).isEqualTo("UNKNOWN");
            assertThat(finding.get("seen").asString()).containsAnyOf("not installed", "could not be measured");
        } else {
            assertThat(report.get("witness")
                            .get("wrk")
                            .get(0)
                            .get("requestsPerSecond")
                            .asDouble())
                    .isPositive();
            String state = finding.get("state").asString();
            String said = finding.get("seen").asString();
            assertThat(said.startsWith("agrees within noise on ")).isEqualTo(state.equals("PASSED"));
            assertThat(said.startsWith("disagrees beyond noise on ")).isEqualTo(state.equals("FAILED"));
            assertThat(said).contains("requests/s", "p50", "p99");
        }
    }

    @Test
    void everyCheckSaysHowItEndedAndTheExitCodeWhetherOneFailed() {
        List<String> states = report.get("findings")
                .valueStream()
                .map(finding -> finding.get("state").asString())
                .toList();

        assertThat(states).isSubsetOf("PASSED", "LIMIT", "FAILED", "UNKNOWN");
        assertThat(doctor.exitCode()).isEqualTo(states.contains("FAILED") ? 1 : 0);
        assertThat(report.get("conclusions").valueStream())
                .isNotEmpty()
                .allSatisfy(conclusion ->
                        assertThat(conclusion.get("because").asString()).isNotBlank());
    }

    private static JsonNode finding(String name) {
        return report.get("findings")
                .valueStream()
                .filter(finding -> finding.get("what").asString().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no finding " + name + ": " + doctor.printed()));
    }
}
