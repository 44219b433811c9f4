/** What a server can keep up with, and how fast it answers below that: search, judgement of trials, tables. */
@org.jspecify.annotations.NullMarked
package claimbench.harness.capacity;
