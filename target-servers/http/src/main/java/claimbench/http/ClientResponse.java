package claimbench.http;

/**
 * What an upstream answered. For whoever called; safe to hand to other threads, as nobody changes it.
 *
 * @param status of HTTP, from 200 on
 * @param body whole, without transfer coding; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // a body is compared nowhere
public record ClientResponse(int status, byte[] body) {}
