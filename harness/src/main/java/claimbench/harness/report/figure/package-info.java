/** Figures of a report, in one style: drawn from a judged run, in English or in Chinese, as SVG and as PNG. */
@NullMarked
package claimbench.harness.report.figure;

import org.jspecify.annotations.NullMarked;
