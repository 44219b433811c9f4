package claimbench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {

    @Test
    void whatIsLeftOutTakesItsDefault() {
        Settings settings = settings("scenario=fanout", "url=http://127.0.0.1:8080");

        assertThat(settings.scenario()).isEqualTo(ScenarioCatalogue.FANOUT);
        assertThat(settings.url()).isEqualTo(URI.create("http://127.0.0.1:8080"));
        assertThat(settings.model()).isEqualTo(LoadModel.CLOSED);
        assertThat(settings.arms()).hasSize(6);
        assertThat(settings.arms().get(2).ask(new Asker(1, 0)).target())
                .isEqualTo("/fanout?calls=3&mode=serial&ms=100");
        assertThat(settings.out()).isNull();
        assertThat(settings.metricsPort()).isNull();
        assertThat(settings.output()).isEqualTo(Settings.Output.TEXT);
    }

    @Test
    void whatIsSetIsTaken() {
        Settings settings = settings(
                "scenario=wait",
                "url=http://127.0.0.1:8080/",
                "ms=20",
                "workload=open",
                "rate=250",
                "warmUpMillis=1500",
                "windowMillis=2500",
                "seed=-7",
                "out=results",
                "metricsPort=0",
                "exitWithParent=true");

        assertThat(settings.url()).isEqualTo(URI.create("http://127.0.0.1:8080"));
        assertThat(settings.parameters()).containsEntry("ms", "20");
        assertThat(settings.arms().getFirst().ask(new Asker(1, 0)).target()).isEqualTo("/wait?ms=20");
        assertThat(settings.model()).isEqualTo(LoadModel.OPEN);
        assertThat(settings.schedule().arrivals()).isEqualTo(Arrivals.constant(250));
        assertThat(settings.warmUpMillis()).isEqualTo(1_500);
        assertThat(settings.windowMillis()).isEqualTo(2_500);
        assertThat(settings.seed()).isEqualTo(-7);
        assertThat(settings.out()).isEqualTo(Path.of("results"));
        assertThat(settings.metricsPort()).isZero();
        assertThat(settings.exitWithParent()).isTrue();
        assertThat(settings.output()).isEqualTo(Settings.Output.EVENTS);
    }

    @Test
    void urlMayComeLater() {
        Settings settings = settings("scenario=plaintext", "url=stdin");

        assertThat(settings.url()).isNull();
        assertThat(settings.output()).isEqualTo(Settings.Output.EVENTS);
    }

    @Test
    void propertiesOfOthersAreLeftAlone() {
        var properties = new Properties();
        properties.setProperty("java.version", "25");
        properties.setProperty("claimbench.scenario", "plaintext");
        properties.setProperty("claimbench.url", "stdin");

        assertThat(Settings.from(properties).scenario()).isEqualTo(ScenarioCatalogue.PLAINTEXT);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            users=0            | claimbench.users must be a whole number from 1 to 20000, not '0'
            users=20001        | claimbench.users must be a whole number from 1 to 20000, not '20001'
            users=ten          | claimbench.users must be a whole number from 1 to 20000, not 'ten'
            rate=0             | claimbench.rate must be a whole number from 1 to 100000, a ramp between two such as 100..500, or 2 to 50 steps such as 100,200,400, not '0'
            rate=100001        | claimbench.rate must be a whole number from 1 to 100000, a ramp between two such as 100..500, or 2 to 50 steps such as 100,200,400, not '100001'
            rate=100..         | claimbench.rate must be a whole number from 1 to 100000, a ramp between two such as 100..500, or 2 to 50 steps such as 100,200,400, not '100..'
            rate=1,,2          | claimbench.rate must be a whole number from 1 to 100000, a ramp between two such as 100..500, or 2 to 50 steps such as 100,200,400, not '1,,2'
            arrivals=random    | claimbench.arrivals must be one of even, poisson, not 'random'
            arrivals=poisson   | claimbench.arrivals is for an open load: set claimbench.workload=open as well
            warmUpMillis=-1    | claimbench.warmUpMillis must be a whole number from 0 to 600000, not '-1'
            windowMillis=99    | claimbench.windowMillis must be a whole number from 100 to 3600000, not '99'
            timeoutMillis=99   | claimbench.timeoutMillis must be a whole number from 100 to 120000, not '99'
            metricsPort=65536  | claimbench.metricsPort must be a whole number from 0 to 65535, not '65536'
            workload=half      | claimbench.workload must be one of closed, open, not 'half'
            exitWithParent=yes | claimbench.exitWithParent must be one of true, false, not 'yes'
            recording=no       | claimbench.recording must be one of always, in-turns, not 'no'
            output=json        | claimbench.output must be one of events, text, not 'json'
            calls=1            | claimbench.calls must be a whole number from 2 to 1000, not '1'
            ms=30001           | claimbench.ms must be a whole number from 0 to 30000, not '30001'
            """)
    void valueOutOfBoundsIsNamedWithWhatIsAllowed(String setting, String message) {
        assertThatThrownBy(() -> settings("scenario=fanout", "url=stdin", setting))
                .isInstanceOf(SettingsException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            modes=                | claimbench.modes must be one or more of serial, concurrent, parallel, joined by commas, not ''
            modes=serial,fast     | claimbench.modes must be one or more of serial, concurrent, parallel, joined by commas, not 'serial,fast'
            modes=serial,serial   | claimbench.modes must be one or more of serial, concurrent, parallel, joined by commas, not 'serial,serial'
            tasks=0               | claimbench.tasks must be a whole number from 1 to 1000, not '0'
            units=10001           | claimbench.units must be a whole number from 1 to 10000, not '10001'
            """)
    void valueOfTheCpuScenarioOutOfBoundsIsNamed(String setting, String message) {
        assertThatThrownBy(() -> settings("scenario=cpu", "url=stdin", setting))
                .isInstanceOf(SettingsException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1:80", "https://127.0.0.1:80", "http://127.0.0.1:80/path", "http://127.0.0.1:80?a=b", "http://"
    })
    void urlMustBeAPlainHttpAddress(String url) {
        assertThatThrownBy(() -> settings("scenario=plaintext", "url=" + url))
                .isInstanceOf(SettingsException.class)
                .hasMessage("claimbench.url must be http://HOST:PORT, or stdin, not '" + url + "'");
    }

    @Test
    void missingScenarioAndUrlAreNamed() {
        assertThatThrownBy(() -> settings("url=stdin"))
                .hasMessage("claimbench.scenario is missing; it must be one of " + ScenarioCatalogue.names());
        assertThatThrownBy(() -> settings("scenario=wait"))
                .hasMessage("claimbench.url is missing; it must be http://HOST:PORT, or stdin");
    }

    @Test
    void unknownScenarioIsNamed() {
        assertThatThrownBy(() -> settings("scenario=waits", "url=stdin"))
                .hasMessage("claimbench.scenario must be one of " + ScenarioCatalogue.names() + ", not 'waits'");
    }

    @Test
    void unknownSettingIsNamed() {
        assertThatThrownBy(() -> settings("scenario=plaintext", "url=stdin", "ms=1"))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith("unknown setting claimbench.ms; scenario plaintext takes scenario, url, out,");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ramp     | users=5          | claimbench.users cannot be set for scenario ramp: its arrivals come at rates of its own
            spike    | rate=5           | claimbench.rate cannot be set for scenario spike: its arrivals come at rates of its own
            ramp     | workload=closed  | claimbench.workload must be open for scenario ramp: its arrivals come at rates of its own
            spike    | windowMillis=900 | claimbench.windowMillis must be whole seconds for scenario spike, whose rate changes with the seconds, not 900
            fanout   | recording=in-turns | claimbench.recording cannot be in turns for scenario fanout: it can for a closed load with a single request that is always the same, such as plaintext
            database | recording=in-turns | claimbench.recording cannot be in turns for scenario database: it can for a closed load with a single request that is always the same, such as plaintext
            deadline | users=1          | claimbench.users must be at least 2 for scenario deadline, where one of several users does something else than the others
            """)
    void loadThatDoesNotSuitItsScenarioIsNamed(String scenario, String setting, String message) {
        assertThatThrownBy(() -> settings("scenario=" + scenario, "url=stdin", setting))
                .isInstanceOf(SettingsException.class)
                .hasMessage(message);
    }

    @Test
    void scenarioWithRatesOfItsOwnIsAnOpenLoad() {
        assertThat(settings("scenario=ramp", "url=stdin").model()).isEqualTo(LoadModel.OPEN);
        assertThat(settings("scenario=soak", "url=stdin").model()).isEqualTo(LoadModel.CLOSED);
    }

    private static Settings settings(String... settings) {
        var properties = new Properties();
        for (String setting : settings) {
            int equals = setting.indexOf('=');
            properties.setProperty(Settings.PREFIX + setting.substring(0, equals), setting.substring(equals + 1));
        }
        return Settings.from(properties);
    }
}
