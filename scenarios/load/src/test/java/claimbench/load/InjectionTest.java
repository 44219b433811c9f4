package claimbench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Properties;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class InjectionTest {

    @Test
    void openLoadGrowsOverTheFirstHalfOfTheWarmUp() {
        Injection injection = injection("workload=open", "rate=1000", "warmUpMillis=2000");

        long firstQuarter = LongStream.range(0, 500).filter(injection::sends).count();
        long secondQuarter =
                LongStream.range(500, 1_000).filter(injection::sends).count();

        // The integral of a rate that grows evenly: 1/8 and 3/8 of the ramp's 1,000 arrivals.
        assertThat(firstQuarter).isEqualTo(125);
        assertThat(secondQuarter).isEqualTo(375);
        assertThat(LongStream.range(1_000, 5_000)).allMatch(injection::sends);
    }

    @Test
    void openLoadWithoutWarmUpSendsFromTheBeginning() {
        Injection injection = injection("workload=open", "rate=10", "warmUpMillis=0");

        assertThat(LongStream.range(0, 100)).allMatch(injection::sends);
    }

    @Test
    void usersOfAClosedLoadComeOneAfterAnother() {
        Injection injection = injection("workload=closed", "users=100", "warmUpMillis=2000");

        assertThat(injection.delay(0)).isEqualTo(Duration.ZERO);
        assertThat(injection.delay(50)).isEqualTo(Duration.ofMillis(500));
        assertThat(injection.delay(99)).isEqualTo(Duration.ofMillis(990));
    }

    private static Injection injection(String... settings) {
        var properties = new Properties();
        properties.setProperty("claimbench.scenario", "plaintext");
        properties.setProperty("claimbench.url", "stdin");
        for (String setting : settings) {
            int equals = setting.indexOf('=');
            properties.setProperty(Settings.PREFIX + setting.substring(0, equals), setting.substring(equals + 1));
        }
        return new Injection(Settings.from(properties));
    }
}
