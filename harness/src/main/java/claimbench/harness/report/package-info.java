/** Writes what a run found: for programs (JSON, CSV), for readers in two languages (HTML, Markdown, LaTeX, SVG), for the terminal. */
@NullMarked
package claimbench.harness.report;

import org.jspecify.annotations.NullMarked;
