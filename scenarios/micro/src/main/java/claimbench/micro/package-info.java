/**
 * JMH benchmarks: what the models cost without HTTP. {@link claimbench.micro.MicroBenchmark} holds all defaults. Fan-out
 * and CPU work are the same two benchmarks for every {@link claimbench.micro.Model}, one class each; switching and starting
 * tasks are what each model calls them.
 */
@NullMarked
package claimbench.micro;

import org.jspecify.annotations.NullMarked;
