package claimbench.harness.report.document;

import java.util.Optional;

/** Where a renderer finds the drawings of a document. */
@FunctionalInterface
public interface Pictures {
    /** No drawing at all, as on a machine without fonts. */
    Pictures NONE = (figure, language) -> Optional.empty();

    /** A drawing in SVG that needs nothing else; empty where it could not be made. */
    Optional<String> svg(FigureBlock figure, Language language);
}
