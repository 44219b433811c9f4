package claimbench.harness.report.document;

import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** A part of a line. */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "type")
public sealed interface Inline permits Plain, Strong, Code, Link, Mark {
    /** The same without any form, as it stands in comma-separated values. */
    String text();
}
