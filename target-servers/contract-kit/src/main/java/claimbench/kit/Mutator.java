package claimbench.kit;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Pattern;

/**
 * Makes bytes that are nearly requests, and some that are not at all. What it makes depends on the seed and the number of
 * the case alone, so that a case which a server stumbles over can be made again. Text stands for bytes by ISO 8859-1.
 * Thread-safe.
 */
final class Mutator {
    private static final int MUTATIONS_MAX = 6;
    private static final int RANDOM_BYTES_MAX = 400;

    /** Good requests, of every kind there is. */
    private static final List<String> GOOD = List.of(
            RawConnection.get("/plaintext"),
            RawConnection.get("/wait?ms=1"),
            RawConnection.get("/users/7"),
            RawConnection.get("/profile/7?mode=concurrent&db-ms=1&api-ms=1"),
            RawConnection.get("/fanout?calls=2&mode=concurrent&ms=1&failing=1&on-error=collect"),
            RawConnection.get("/answer?tokens=3&gap-ms=0&mode=stream"),
            RawConnection.get("/answer?tokens=3&gap-ms=0&mode=whole"),
            RawConnection.get("/deadline?timeout-ms=50&ms=1"),
            RawConnection.get("/retry?failures=1&attempts=2"),
            RawConnection.get("/cpu?tasks=2&units=1&mode=serial"),
            RawConnection.get("/mixed?tasks=2&total-ms=1&io-share=0.5&mode=concurrent&units-per-ms=2"),
            RawConnection.get("/block?ms=1&where=pool"),
            RawConnection.get("/health"),
            RawConnection.get("/metrics"),
            RawConnection.request("HEAD", "/about"),
            RawConnection.post(NewUserContract.BACKGROUND, NewUserContract.ADA),
            RawConnection.post(NewUserContract.AWAITED, NewUserContract.ADA),
            RawConnection.request("GET", "/plaintext", "Transfer-Encoding: chunked") + "5\r\nhello\r\n0\r\n\r\n",
            RawConnection.request("GET", "/plaintext", "Content-Length: 5") + "hello",
            RawConnection.request("GET", "/plaintext", "Connection: close"),
            "GET /plaintext HTTP/1.0\r\nConnection: keep-alive\r\n\r\n",
            "GET http://target/wait?ms=0 HTTP/1.1\r\nHost: target\r\n\r\n",
            RawConnection.get("/wait?ms=1") + RawConnection.get("/plaintext") + RawConnection.get("/nothing"));

    /** What parsers look for. */
    private static final List<String> WORDS = List.of(
            "\r\n",
            "\n",
            "\r",
            "\r\n\r\n",
            " ",
            "\t",
            "\u0000",
            "\u007f",
            "\u0080\u00ff",
            ":",
            ";",
            ",",
            "%",
            "%00",
            "%zz",
            "&",
            "=",
            "?",
            "#",
            "/../",
            "//",
            "{id}",
            "\"",
            "-1",
            "18446744073709551616",
            "0x1",
            "1e9",
            "HTTP/1.0",
            "HTTP/2.0",
            "Host: target\r\n",
            "Content-Length: 5\r\n",
            "Content-Length: 0\r\n",
            "Transfer-Encoding: chunked\r\n",
            "Transfer-Encoding: gzip\r\n",
            "Expect: 100-continue\r\n",
            "Connection: close\r\n",
            "Connection: keep-alive, upgrade\r\n",
            "Upgrade: h2c\r\n",
            "0\r\n\r\n",
            "ffffffff\r\n",
            "5;a=b\r\n",
            "POST",
            "HEAD",
            "x".repeat(9_000),
            "A: b\r\n".repeat(300));

    /** Numbers that say how much work there is: a mutation must not make it last. */
    private static final Pattern LARGE_NUMBER =
            Pattern.compile("((?:ms|tasks|units|calls|tokens|attempts|failures)=[0-9]{2})[0-9]{1,4}(?![0-9])");

    private final long seed;

    Mutator(long seed) {
        this.seed = seed;
    }

    /** The bytes of a case. */
    String bytes(int index) {
        var random = new SplittableRandom(seed ^ (index * 0x9E3779B97F4A7C15L));
        String bytes = random.nextInt(10) == 0 ? randomBytes(random) : mutated(random);
        return LARGE_NUMBER.matcher(bytes).replaceAll("$1");
    }

    private static String randomBytes(SplittableRandom random) {
        byte[] bytes = new byte[1 + random.nextInt(RANDOM_BYTES_MAX)];
        random.nextBytes(bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static String mutated(SplittableRandom random) {
        var bytes = new StringBuilder(pick(GOOD, random));
        int mutations = 1 + random.nextInt(MUTATIONS_MAX);
        for (int mutation = 0; mutation < mutations && !bytes.isEmpty(); mutation++) {
            mutate(bytes, random);
        }
        return bytes.toString();
    }

    private static void mutate(StringBuilder bytes, SplittableRandom random) {
        int from = random.nextInt(bytes.length());
        int to = Math.min(bytes.length(), from + 1 + random.nextInt(20));
        switch (random.nextInt(9)) {
            case 0 -> bytes.setCharAt(from, (char) random.nextInt(256));
            case 1 -> bytes.setCharAt(from, (char) (bytes.charAt(from) ^ (1 << random.nextInt(8))));
            case 2 -> bytes.delete(from, to);
            case 3 -> bytes.insert(from, bytes.substring(from, to));
            case 4 -> bytes.setLength(from);
            case 5 -> bytes.append(pick(GOOD, random));
            case 6 -> bytes.insert(from, bytes.substring(from, to).repeat(1 + random.nextInt(8)));
            default -> bytes.insert(from, pick(WORDS, random));
        }
    }

    private static String pick(List<String> choices, SplittableRandom random) {
        return choices.get(random.nextInt(choices.size()));
    }
}
