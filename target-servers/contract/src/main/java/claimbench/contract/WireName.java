package claimbench.contract;

/** A constant that has a name of its own in queries, answers, labels and files. */
public interface WireName {

    /** The name as it is written in a query, an answer or a label: lower case, words joined by a hyphen. */
    String wireName();
}
