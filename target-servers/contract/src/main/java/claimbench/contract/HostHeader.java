package claimbench.contract;

import java.net.Inet6Address;

/**
 * What a request's header {@code Host} may say (RFC 9110, 7.2; RFC 3986, 3.2.2): {@code HOST} or {@code HOST:PORT}. Two
 * parsers that differ here would have two targets differ, so it is decided in this place alone.
 *
 * <p>A port may be empty: {@code a:} is {@code a}. A host may not (RFC 9110, 4.2.1), unless the whole header is, as it is
 * from a client whose target has no host. Thread-safe.
 */
public final class HostHeader {
    private static final int PORT_DIGITS_MAX = 5;
    private static final int PORT_MAX = 65_535;

    /** Of a name, beside letters and digits. */
    private static final String OF_A_NAME = "-._~!$&'()*+,;=";

    private HostHeader() {}

    /** Whether this is a host with or without a port, each as the grammar has it. */
    public static boolean isSound(String value) {
        if (value.isEmpty()) {
            return true;
        }
        if (value.charAt(0) == '[') {
            int close = value.indexOf(']');
            return close > 0 && isAddress(value.substring(1, close)) && isSoundPort(value, close + 1);
        }
        int colon = value.indexOf(':');
        int end = colon < 0 ? value.length() : colon;
        return end > 0 && isName(value, end) && isSoundPort(value, end);
    }

    /** A name, or an address of IP 4, which looks like one. */
    private static boolean isName(String value, int end) {
        for (int index = 0; index < end; index++) {
            char at = value.charAt(index);
            if (at == '%') {
                if (index + 2 >= end || !isHex(value.charAt(index + 1)) || !isHex(value.charAt(index + 2))) {
                    return false;
                }
                index += 2;
            } else if (!isLetterOrDigit(at) && OF_A_NAME.indexOf(at) < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isAddress(String literal) {
        if (!literal.chars().allMatch(c -> isHex((char) c) || c == ':' || c == '.')) {
            return false;
        }
        try {
            var _ = Inet6Address.ofLiteral(literal);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isSoundPort(String value, int from) {
        if (from == value.length()) {
            return true;
        }
        if (value.charAt(from) != ':' || value.length() - from - 1 > PORT_DIGITS_MAX) {
            return false;
        }
        int port = 0;
        for (int index = from + 1; index < value.length(); index++) {
            char at = value.charAt(index);
            if (at < '0' || at > '9') {
                return false;
            }
            port = port * 10 + at - '0';
        }
        return port <= PORT_MAX;
    }

    private static boolean isLetterOrDigit(char at) {
        return (at >= 'a' && at <= 'z') || (at >= 'A' && at <= 'Z') || (at >= '0' && at <= '9');
    }

    private static boolean isHex(char at) {
        return (at >= 'a' && at <= 'f') || (at >= 'A' && at <= 'F') || (at >= '0' && at <= '9');
    }
}
