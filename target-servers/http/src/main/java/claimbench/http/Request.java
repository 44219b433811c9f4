package claimbench.http;

import claimbench.contract.ClientRequest;

/**
 * A request that is whole: what the handler needs of it, and what the connection does.
 *
 * @param takesChunks whether the client knows chunks, as it does from HTTP/1.1 on
 */
record Request(ClientRequest client, Persistence persistence, boolean takesChunks) {
    boolean headOnly() {
        return client.method().equals("HEAD");
    }
}
