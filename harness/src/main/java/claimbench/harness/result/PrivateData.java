package claimbench.harness.result;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Takes out of a text what tells whose machine it is from: the user, the host, paths and addresses.
 *
 * <p>The idea: most of what a run stores is figures and names of claimbench's own, and cannot tell. The rest is <em>free
 * text</em>: what processes printed, why something failed, and where a server was that somebody else had started. In JSON it stands below the keys of
 * {@link #KEYS}, and nowhere else; a log is free text from end to end. Free text is read by shape (a path, an address), which needs no knowledge of
 * the machine that it is from, and by the names of the user and the host of the machine that this runs on.
 *
 * <p>What is taken out leaves a word: {@code [path]}, {@code [user]}, {@code [host]}, and for addresses {@code address-1}, {@code address-2} in the
 * order in which they are met, so that two servers stay two. A hash would be no secret: there are few enough addresses to try them all. Loopback
 * addresses are everybody's, and stay. A text that went through once goes through again as it is.
 *
 * <p>It remembers the addresses that it has met. Several threads may use one; addresses are then numbered in the order in which they come.
 */
public final class PrivateData implements UnaryOperator<String> {
    /** The keys of a run's JSON files below which free text stands. */
    public static final Set<String> KEYS = Set.of(
            "database", "detail", "failure", "failures", "flags", "message", "notes", "settings", "targetUrls", "url");

    private static final String PATH = "[path]";
    private static final String USER = "[user]";
    private static final String HOST = "[host]";

    /** Names of users and hosts that name nobody, and short ones, which are parts of other words' names too ({@code jdk.internal.vm}). */
    private static final Set<String> NOBODY = Set.of(
            "admin",
            "administrator",
            "build",
            "builder",
            "claimbench",
            "container",
            "debian",
            "docker",
            "fedora",
            "guest",
            "host",
            "jenkins",
            "localhost",
            "machine",
            "node",
            "nobody",
            "root",
            "runner",
            "server",
            "test",
            "ubuntu",
            "user",
            "vagrant");

    private static final int NAME_LENGTH_MIN = 3;

    /** Up to what ends a path in running text. */
    private static final String REST = "[^\\s\"'<>|:;,()\\[\\]{}]*";

    /** One name of a path in running text. */
    private static final String NAME = "[^\\s\"'<>|:;,()\\[\\]{}/]+";

    private static final Pattern URL = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://([^\\s/@\"'<>]*@)?"
            + "(\\[[0-9A-Fa-f:.%]+]|[^\\s/:?#@\"'<>,;()\\[\\]{}]+)(:\\d+)?([^\\s\"'<>,;()\\[\\]{}]*)");

    private static final Pattern MAIL =
            Pattern.compile("[A-Za-z0-9][A-Za-z0-9._%+-]*@[A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+)*\\.[A-Za-z]{2,}");

    /**
     * Below the folders in which systems keep what is somebody's, and whatever is three names deep: no route is, and people put their work into folders
     * of any name. {@code /proc}, {@code /sys} and {@code /dev} are the same everywhere.
     */
    private static final Pattern UNIX_PATH = Pattern.compile("(?<![A-Za-z0-9_.}\\]/-])(?:"
            + "/+(?:Applications|Library|Users|Volumes|builds|data|etc|home|media|mnt"
            + "|nix|opt|private|root|run|scratch|snap|srv|tmp|usr|var|work|workspace)(?![A-Za-z0-9_.-])"
            + "|(?:/|///+)(?!(?:proc|sys|dev)/)" + NAME + "/" + NAME + "/" + NAME
            + ")" + REST);

    private static final Pattern WINDOWS_PATH =
            Pattern.compile("(?<![A-Za-z0-9])[A-Za-z]:(?:\\\\|/(?!/))" + REST + "|\\\\\\\\[A-Za-z0-9._-]+\\\\" + REST);

    private static final Pattern IP_4 =
            Pattern.compile("(?<![A-Za-z0-9_.+-])(?:[0-9]{1,3}\\.){3}[0-9]{1,3}(?![A-Za-z0-9_+]|[.-][A-Za-z0-9])");

    /** With two colons side by side, or in full: a time of day has neither. */
    private static final Pattern IP_6 = Pattern.compile("(?<![A-Za-z0-9_:.])(?:(?:[0-9A-Fa-f]{1,4}:){7}[0-9A-Fa-f]{1,4}"
            + "|(?:[0-9A-Fa-f]{1,4}:)+(?::[0-9A-Fa-f]{1,4})+|(?:[0-9A-Fa-f]{1,4}:)*[0-9A-Fa-f]{1,4}::"
            + "|::[0-9A-Fa-f]{1,4}(?::[0-9A-Fa-f]{1,4})*)(?:%[A-Za-z0-9]+)?(?![A-Za-z0-9_:])");

    private static final Pattern HARDWARE_ADDRESS =
            Pattern.compile("(?<![A-Za-z0-9:-])[0-9A-Fa-f]{2}(?:[:-][0-9A-Fa-f]{2}){5}(?![A-Za-z0-9:-])");

    private static final Pattern PLACEHOLDER = Pattern.compile("address-[0-9]+");
    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127\\.[0-9.]+|0\\.0\\.0\\.0|\\[?(?:0:0:0:0:0:0:0:1|::1?)]?");

    private static final Pattern OCTET = Pattern.compile("25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9]");

    /** What known words become, the longest first. */
    private final Map<Pattern, String> words = new LinkedHashMap<>();

    private final Map<String, String> addresses = new LinkedHashMap<>();

    /**
     * Knows this machine's user and host.
     *
     * @param whose may be of another machine, or of none
     */
    public PrivateData(Person whose) {
        if (whose.home().length() > NAME_LENGTH_MIN) {
            words.put(
                    Pattern.compile("(?<![A-Za-z0-9_.-])" + Pattern.quote(whose.home()) + "(?![A-Za-z0-9_.-])" + REST),
                    PATH);
        }
        add(whose.host(), HOST);
        add(whose.host().replaceFirst("\\..*", ""), HOST);
        add(whose.user(), USER);
    }

    /** The machine that this runs on. */
    public static PrivateData here() {
        return new PrivateData(Person.here());
    }

    /**
     * Whose machine it is.
     *
     * @param user name of the account; empty where it is not known
     * @param home folder of that account; empty where it is not known
     * @param host name of the machine; empty where it is not known
     */
    public record Person(String user, String home, String host) {
        /** That of this process. */
        static Person here() {
            return new Person(
                    System.getProperty("user.name", ""),
                    System.getProperty("user.home", ""),
                    Stream.of(kernelsName(), variable("HOSTNAME"), variable("COMPUTERNAME"))
                            .filter(name -> !name.isEmpty())
                            .findFirst()
                            .orElse(""));
        }

        private static String kernelsName() {
            try {
                return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
            } catch (IOException e) {
                return "";
            }
        }

        private static String variable(String name) {
            String value = System.getenv(name);
            return value == null ? "" : value.strip();
        }
    }

    /** The same text without them. */
    @Override
    public synchronized String apply(String text) {
        String left = words.isEmpty() ? text : knownFolders(text);
        left = URL.matcher(left).replaceAll(url -> escaped(withoutHost(url)));
        left = MAIL.matcher(left).replaceAll(mail -> escaped(address(mail.group())));
        left = WINDOWS_PATH.matcher(left).replaceAll(escaped(PATH));
        left = UNIX_PATH.matcher(left).replaceAll(escaped(PATH));
        left = HARDWARE_ADDRESS.matcher(left).replaceAll(found -> escaped(address(found.group())));
        left = IP_4.matcher(left)
                .replaceAll(found -> escaped(isAddress(found.group()) ? address(found.group()) : found.group()));
        left = IP_6.matcher(left).replaceAll(found -> escaped(address(found.group())));
        return knownNames(left);
    }

    private String knownFolders(String text) {
        String left = text;
        for (var word : words.entrySet()) {
            if (word.getValue().equals(PATH)) {
                left = word.getKey().matcher(left).replaceAll(escaped(PATH));
            }
        }
        return left;
    }

    private String knownNames(String text) {
        String left = text;
        for (var word : words.entrySet()) {
            left = word.getKey().matcher(left).replaceAll(escaped(word.getValue()));
        }
        return left;
    }

    /** Who asks a database, and for which one, is as private as where it is; routes of servers are claimbench's own. */
    private String withoutHost(MatchResult url) {
        String host = url.group(3);
        String port = url.group(4) == null ? "" : url.group(4);
        String path = url.group(1).toLowerCase(Locale.ROOT).startsWith("http") ? url.group(5) : "";
        return url.group(1) + "://" + address(host) + port + path;
    }

    /** What stands for an address from now on, wherever it stands. */
    private String address(String address) {
        if (LOOPBACK.matcher(address).matches() || PLACEHOLDER.matcher(address).matches()) {
            return address;
        }
        String known = addresses.get(address);
        if (known != null) {
            return known;
        }
        String placeholder = "address-" + (addresses.size() + 1);
        addresses.put(address, placeholder);
        add(address, placeholder);
        return placeholder;
    }

    private static boolean isAddress(String fourNumbers) {
        return Stream.of(fourNumbers.split("\\.", -1))
                .allMatch(octet -> OCTET.matcher(octet).matches());
    }

    private void add(String word, String instead) {
        if (word.length() >= NAME_LENGTH_MIN && !NOBODY.contains(word.toLowerCase(Locale.ROOT))) {
            words.putIfAbsent(Pattern.compile("(?<![A-Za-z0-9_])" + Pattern.quote(word) + "(?![A-Za-z0-9_])"), instead);
        }
    }

    private static String escaped(String text) {
        return Matcher.quoteReplacement(text);
    }

    /** The same of several. */
    List<String> all(List<String> texts) {
        var left = new ArrayList<String>();
        texts.forEach(text -> left.add(apply(text)));
        return List.copyOf(left);
    }
}
