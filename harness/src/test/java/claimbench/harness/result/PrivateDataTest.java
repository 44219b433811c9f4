package claimbench.harness.result;

import static org.assertj.core.api.Assertions.assertThat;

import claimbench.harness.result.PrivateData.Person;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrivateDataTest {
    private static final Person ADA = new Person("ada", "/srv2/people/ada", "engine.analytical.example");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ada has no access                                | [user] has no access
            login by ada@engine                              | login by [user]@[host]
            UnknownHostException: engine.analytical.example: | UnknownHostException: [host]:
            see /srv2/people/ada/runs/1/target.log)          | see [path])
            cannot start /home/ada/claimbench/lib/x.jar      | cannot start [path]
            in file:/Users/ada/lib/x.jar                     | in file:[path]
            (see /tmp/q/trials/001/generator.log)            | (see [path])
            -XX:AOTCache=/check/lib/x.aot (mapped)           | -XX:AOTCache=[path] (mapped)
            file:///check/lib/x.aot is stale                 | file:[path] is stale
            cannot read /teaching/2026/runs/1: no such file  | cannot read [path]: no such file
            C:\\Users\\Ada\\lib\\x.jar is missing            | [path] is missing
            D:/runs/1 is full                                | [path] is full
            \\\\lab-nas\\runs\\x                             | [path]
            http://192.168.3.7:8080/wait?ms=200              | http://address-1:8080/wait?ms=200
            lab7/192.168.3.7:8080                            | lab7/address-1:8080
            https://ada:secret@lab7.example:8443/x           | https://address-1:8443/x
            postgresql://ada@127.0.0.1:5432/ada              | postgresql://127.0.0.1:5432
            jdbc:postgresql://db.example/course?user=ada     | jdbc:postgresql://address-1
            fe80::1c2d:3e4f%eth0 refused                     | address-1 refused
            2001:db8:0:1:1:1:1:1 refused                     | address-1 refused
            on 02:42:ac:11:00:02                             | on address-1
            mail to ada.lovelace@example.org                 | mail to address-1
            """)
    void whatTellsWhoseMachineItWasIsTakenOut(String text, String without) {
        assertThat(new PrivateData(ADA).apply(text)).isEqualTo(without);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ready event-loop http://127.0.0.1:45629",
                "ready upstream http://[::1]:33669/",
                "Connection refused: localhost/127.0.0.1:45629",
                "p95 0.7 ms, at most 10.0 ms allowed",
                "195 requests/s, 0.9 % of the 21,701 to a null server",
                "GET /users/7 and /wait?ms=200 answered 503",
                "   1:   28400  2037032  [B (java.base@25.0.3)",
                "[Ljdk.internal.vm.FillerElement; (java.base@25.0.3)",
                "OpenJDK 64-Bit Server VM 25.0.3+9-LTS",
                "Eclipse Adoptium 11.0.9.1+1",
                "5.15.153.1-microsoft-standard-WSL2",
                "at 22:42:35, Fri Nov 20 22:42:35 UTC 2026",
                "/proc/self/stat cannot be read",
                "http://localhost/a/b/c and http://127.0.0.1:8080/a/b/c and http://[::1]:8080/a/b/c",
                "/sys/fs/cgroup/cpu.max has no limit",
                "-Djava.security.egd=file:/dev/./urandom",
                "at java.base/java.lang.Thread.run(Thread.java:1474)",
                "adamant and pagoda",
                "999.999.999.999 is no address",
            })
    void whatIsEverybodysStays(String text) {
        assertThat(new PrivateData(ADA).apply(text)).isEqualTo(text);
    }

    @Test
    void oneServerKeepsItsNameAndTwoStayTwo() {
        var hidden = new PrivateData(ADA);

        assertThat(hidden.apply("http://lab7.example:1 then http://10.0.0.9:1"))
                .isEqualTo("http://address-1:1 then http://address-2:1");
        assertThat(hidden.apply("UnknownHostException: lab7.example")).isEqualTo("UnknownHostException: address-1");
        assertThat(hidden.apply("10.0.0.9 is down")).isEqualTo("address-2 is down");
    }

    @Test
    void homeBelowAnotherFolderIsAPathLikeOthers() {
        var hidden = new PrivateData(new Person("ada", "/home/ada", "engine"));

        assertThat(hidden.apply("see /afs/uni-x/home/ada/y and /home/ada/y")).isEqualTo("see [path] and [path]");
    }

    @Test
    void secondTimeNothingChanges() {
        var hidden = new PrivateData(ADA);
        String once =
                hidden.apply("ada on engine: http://lab7.example:80/wait from /home/ada/x, /a/b/c, 10.0.0.9, fe80::1");

        assertThat(new PrivateData(ADA).apply(once)).isEqualTo(once);
    }

    @Test
    void namesOfNobodyAreWordsLikeOthers() {
        var hidden = new PrivateData(new Person("root", "/", "vm"));

        assertThat(hidden.apply("jdk.internal.vm, the root of it")).isEqualTo("jdk.internal.vm, the root of it");
    }

    @Test
    void namesInOtherScriptsAreFound() {
        assertThat(new PrivateData(new Person("阿达·洛芙莱斯", "/srv2/阿达", "分析机")).apply("用户 阿达·洛芙莱斯 在 分析机 上，见 /srv2/阿达/x"))
                .isEqualTo("用户 [user] 在 [host] 上，见 [path]");
    }

    @Test
    void inJsonOnlyFreeTextIsRead() throws Exception {
        Path file = folder.resolve("x.json");
        Files.writeString(file, """
                {"id": "ada-1", "numbers": [1.10, 2E-7], "message": "by ada", "deep": [{"detail": "ada"}, ["ada"]],
                 "targetUrls": {"ada": "http://10.0.0.9:1"}, "notes": ["ada", {"x": "ada"}], "last": "ada"}
                """);
        var out = new ByteArrayOutputStream();
        FreeText.copy(file, out, new PrivateData(ADA));

        assertThat(out.toString(StandardCharsets.UTF_8).replaceAll("\\s", "")).isEqualTo("""
                {"id":"ada-1","numbers":[1.10,2E-7],"message":"by[user]","deep":[{"detail":"[user]"},["ada"]],
                "targetUrls":{"ada":"http://address-1:1"},"notes":["[user]",{"x":"[user]"}],"last":"ada"}
                """.replaceAll("\\s", ""));
    }
}
