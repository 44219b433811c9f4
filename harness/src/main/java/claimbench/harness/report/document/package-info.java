/**
 * What a report says, without how it looks: a {@link claimbench.harness.report.document.Document} in one language is a list of blocks, and each renderer
 * ({@code Html}, {@code MarkdownText}, {@code Latex}, {@code TableCsv}) makes any document into one format. So a number is worded once, and is the same in all of them.
 */
@NullMarked
package claimbench.harness.report.document;

import org.jspecify.annotations.NullMarked;
