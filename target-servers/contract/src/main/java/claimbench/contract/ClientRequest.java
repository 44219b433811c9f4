package claimbench.contract;

import org.jspecify.annotations.Nullable;

/**
 * A request that is whole, as a handler sees it. Small, for it is all that is held while a handler waits.
 *
 * @param method of HTTP, such as GET
 * @param path as sent, without the query
 * @param rawQuery as sent, without the question mark; null when there is none
 * @param accept the header of that name, if sent
 * @param body without transfer coding; {@link #NO_BODY} where there is none or the route takes none. Not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // a body is compared nowhere
public record ClientRequest(
        String method,
        String path,
        @Nullable String rawQuery,
        @Nullable String accept,
        byte[] body) {
    /** In place of a body where there is none. */
    public static final byte[] NO_BODY = {};

    /** A request without a body. */
    public ClientRequest(String method, String path, @Nullable String rawQuery, @Nullable String accept) {
        this(method, path, rawQuery, accept, NO_BODY);
    }
}
