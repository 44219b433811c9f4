package claimbench.database;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnDatabaseTest {
    @Test
    void versionThatIsTooOldIsNamedWithWhatIsAllowed() {
        assertThat(OwnDatabase.tooOld(13, "13.22 (Debian 13.22-1)"))
                .isEqualTo("it is PostgreSQL 13.22 (Debian 13.22-1), and must be 14 or newer, since the targets have it"
                        + " notice that a client has left");
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void versionThatIsNewEnoughWillDo(int major) {
        assertThat(OwnDatabase.tooOld(major, "as told")).isNull();
    }
}
