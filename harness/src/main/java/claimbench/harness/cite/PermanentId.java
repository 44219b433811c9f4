package claimbench.harness.cite;

import claimbench.harness.result.Checksums;
import claimbench.harness.result.FreeText;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * The name of a run's measured data, made from the data alone: {@code claimbench:1:} and 64 hexadecimal digits.
 *
 * <p>The idea: what is hashed is a list such as {@code SHA256SUMS} has, of the files that figures are made from, in order of their names and after a first line
 * {@value #FORM}. A JSON file counts without the white space between its tokens and with an empty text in place of each free one
 * ({@link claimbench.harness.result.PrivateData}), any other as it is. So the id is the same with private data and without, today and after every new report;
 * and it is another as soon as a single count is.
 *
 * @param hex of the SHA-256
 */
record PermanentId(String hex) {
    /** First line of what is hashed. The number is that of this form, and the one in the id. */
    static final String FORM = "claimbench data 1";

    private static final String PREFIX = "claimbench:1:";
    private static final int SHORT = 12;

    /**
     * Of a run directory.
     *
     * @throws claimbench.harness.result.StoredRunException that names a file that is damaged
     */
    static PermanentId of(Path dir) throws IOException {
        var list = new StringBuilder(FORM).append('\n');
        for (String name : RunData.names(dir)) {
            RunData.Kind kind = RunData.Kind.of(name);
            if (kind != null && kind.isMeasured()) {
                list.append(sha256(dir.resolve(name), kind))
                        .append("  ")
                        .append(name)
                        .append('\n');
            }
        }
        MessageDigest digest = Checksums.digest();
        return new PermanentId(
                HexFormat.of().formatHex(digest.digest(list.toString().getBytes(StandardCharsets.UTF_8))));
    }

    private static String sha256(Path file, RunData.Kind kind) throws IOException {
        MessageDigest digest = Checksums.digest();
        try (var out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            if (kind == RunData.Kind.JSON) {
                FreeText.canonical(file, out);
            } else {
                Files.copy(file, out);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Enough of it for the name of a file. */
    String inShort() {
        return hex.substring(0, SHORT);
    }

    @Override
    public String toString() {
        return PREFIX + hex;
    }
}
