package claimbench.platformthreads;

import claimbench.http.HttpConnection;

/** A client's connection as the selector knows it. */
record ClientConnection(ParkedChannel channel, HttpConnection http) {}
