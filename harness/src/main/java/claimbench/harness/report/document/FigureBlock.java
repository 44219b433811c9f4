package claimbench.harness.report.document;

/**
 * A picture.
 *
 * @param id its anchor, and that of the drawing that is embedded
 * @param caption below it; plain
 * @param alternative what it shows, for those who can't see it; plain
 * @param base name of its files in {@code figures/} without their ends: {@code speedups} for {@code figures/speedups.en.svg}
 */
public record FigureBlock(String id, String caption, String alternative, String base) implements Block {
    public FigureBlock {
        Anchors.checked(id);
        Anchors.checked(base);
    }

    @Override
    public String anchor() {
        return id;
    }
}
