package claimbench.contract;

import org.jspecify.annotations.Nullable;

/**
 * What a request line asks for, parted.
 *
 * @param path as sent
 * @param rawQuery as sent, without the question mark; null when there is none
 */
public record RequestTarget(String path, @Nullable String rawQuery) {
    /** Parts a request line's target, as it stands there. */
    public static RequestTarget of(String target) {
        String local = target.startsWith("/") ? target : local(target);
        int question = local.indexOf('?');
        return question < 0
                ? new RequestTarget(local, null)
                : new RequestTarget(local.substring(0, question), local.substring(question + 1));
    }

    /** Path and query of the absolute form, which is for proxies, yet a server must take it; else the target as it is. */
    private static String local(String target) {
        int scheme = target.indexOf("://");
        if (scheme < 0) {
            return target;
        }
        int end = scheme + 3;
        while (end < target.length() && target.charAt(end) != '/' && target.charAt(end) != '?') {
            end++;
        }
        return target.startsWith("/", end) ? target.substring(end) : "/" + target.substring(end);
    }
}
