package claimbench.harness.report.document;

import java.util.Optional;

/** Where a renderer finds the drawings of a document. */
@FunctionalInterface
public interface Pictures {
    /** No drawing at all, as on a machine without fonts. */
    Pictures NONE = (figure, language) -> Optional.empty();

    /** A drawing in SVG that needs nothing else, in UTF-8; not to be changed. Empty where it could not be made. */
    Optional<byte[]> svg(FigureBlock figure, Language language);
}
