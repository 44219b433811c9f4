/** The command line: parses, and joins what runs with what judges and reports. */
@NullMarked
package claimbench.harness.cli;

import org.jspecify.annotations.NullMarked;
