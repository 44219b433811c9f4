/** Writes what a run found: for programs (JSON, CSV), for readers (Markdown, SVG), for the terminal. */
@NullMarked
package claimbench.harness.report;

import org.jspecify.annotations.NullMarked;
