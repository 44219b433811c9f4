package claimbench.http;

/** What becomes of a connection after an answer, and what the answer says of it. */
enum Persistence {
    /** It stays open, as HTTP/1.1 has it without a word. */
    KEEP,
    /** It stays open, and an HTTP/1.0 client that asked for that must be told. */
    KEEP_AND_SAY_SO,
    /** This answer is the last. */
    CLOSE
}
