package claimbench.http;

import org.jspecify.annotations.Nullable;

/** What a server needs of a request once it is whole: small, for it is all that is held while a handler waits. */
record Request(
        String method,
        String path,
        @Nullable String rawQuery,
        @Nullable String accept,
        Persistence persistence) {}
