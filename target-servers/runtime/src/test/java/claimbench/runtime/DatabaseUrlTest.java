package claimbench.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "claimbench",
                "jdbc:postgresql://u@h/d",
                "mysql://u@h/d",
                "postgresql://h/d",
                "postgresql://@h/d",
                "postgresql://u:secret@h",
                "postgresql://u:secret@h/",
                "postgresql://u:secret@h/d/e",
                "postgresql://u:secret@h/d?ssl=true",
                "postgresql://u:secret@h:port/d",
                "postgresql://u:secret@/d"
            })
    void whatIsNoSuchUrlIsRefusedWithoutBeingRepeated(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DatabaseUrl.parse(text))
                .withMessage("a database's URL must be postgresql://USER[:PASSWORD]@HOST[:PORT]/DATABASE");
    }

    @Test
    void allPartsAreRead() {
        DatabaseUrl url = DatabaseUrl.parse("postgresql://ada:s%3Acr+t@db.example.org:6543/course");
        assertThat(url).isEqualTo(new DatabaseUrl("db.example.org", 6543, "course", "ada", "s:cr+t"));
        assertThat(url.jdbc()).isEqualTo("jdbc:postgresql://db.example.org:6543/course");
    }

    @Test
    void portAndPasswordMayBeLeftOut() {
        assertThat(DatabaseUrl.parse("postgres://ada@localhost/course"))
                .isEqualTo(new DatabaseUrl("localhost", 5432, "course", "ada", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgresql://ada:s%3Acr%2Bt%40%2F@h:6543/my%20course", "postgresql://ada@h:5432/d"})
    void urlForACommandLineIsReadAsTheSame(String text) {
        DatabaseUrl url = DatabaseUrl.parse(text);
        assertThat(url.url()).isEqualTo(text);
        assertThat(DatabaseUrl.parse(url.url())).isEqualTo(url);
    }

    @Test
    void passwordIsNotShown() {
        assertThat(DatabaseUrl.parse("postgresql://ada:secret@h/d").toString()).doesNotContain("secret");
    }
}
