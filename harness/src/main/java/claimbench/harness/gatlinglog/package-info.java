/** Gatling's own log: read, summed up, exported. {@link claimbench.harness.gatlinglog.LogReader} alone knows its bytes. */
@NullMarked
package claimbench.harness.gatlinglog;

import org.jspecify.annotations.NullMarked;
