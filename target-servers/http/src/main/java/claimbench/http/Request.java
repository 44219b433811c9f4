package claimbench.http;

import claimbench.contract.ClientRequest;

/** A request that is whole: what the handler needs of it, and what the connection does. */
record Request(ClientRequest client, Persistence persistence) {
    boolean headOnly() {
        return client.method().equals("HEAD");
    }
}
