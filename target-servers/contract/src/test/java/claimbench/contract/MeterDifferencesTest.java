package claimbench.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MeterDifferencesTest {

    @ParameterizedTest
    @EnumSource
    void processThatShowsItsMetersAndNoOthersHasNone(MeteredProcess process) {
        assertThat(MeterDifferences.of(process, text(process))).isEmpty();
    }

    @Test
    void meterOfAnotherProcessIsFound() {
        assertThat(MeterDifferences.of(
                        MeteredProcess.REACTIVE,
                        text(MeteredProcess.REACTIVE) + "claimbench_virtual_mounted{process=\"reactive\"} 1\n"))
                .containsExactly("claimbench_virtual_mounted is not one of reactive");
    }

    @Test
    void meterThatNobodyKnowsIsFound() {
        assertThat(MeterDifferences.of(
                        MeteredProcess.REACTIVE, text(MeteredProcess.REACTIVE) + "jvm_classes_loaded 1.0\n"))
                .containsExactly("jvm_classes_loaded is not one of reactive");
    }

    @Test
    void meterThatIsMissingIsFound() {
        String less = text(MeteredProcess.UPSTREAM)
                .lines()
                .filter(line -> !line.startsWith("process_uptime"))
                .collect(Collectors.joining("\n"));
        assertThat(MeterDifferences.of(MeteredProcess.UPSTREAM, less))
                .containsExactly("process_uptime_seconds is missing");
    }

    @Test
    void labelTooManyAndTooFewIsFound() {
        String more = text(MeteredProcess.EVENT_LOOP)
                .replace("loop_ready{", "loop_ready{path=\"/a\",")
                .replaceAll("(background_tasks)\\{state=\"x\",", "$1{");
        assertThat(MeterDifferences.of(MeteredProcess.EVENT_LOOP, more))
                .containsExactly(
                        "claimbench_background_tasks has the labels [process]",
                        "claimbench_loop_ready has the labels [loop, path, process]");
    }

    /** One of each sample. */
    private static String text(MeteredProcess process) {
        return Meter.of(process).stream()
                .flatMap(meter -> meter.samples().stream()
                        .map(sample -> sample
                                + Stream.concat(meter.labels().stream(), Stream.of(MeterNames.PROCESS))
                                        .map(label -> label + "=\"x\"")
                                        .collect(Collectors.joining(",", "{", "} 1.0\n"))))
                .collect(Collectors.joining());
    }

    @Test
    void everyMeterIsOneOfSomeProcess() {
        assertThat(Arrays.stream(MeteredProcess.values()).flatMap(process -> Meter.of(process).stream()))
                .contains(Meter.values());
    }
}
