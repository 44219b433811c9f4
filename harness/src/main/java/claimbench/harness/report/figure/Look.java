package claimbench.harness.report.figure;

import claimbench.harness.experiment.TargetCatalogue;
import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a target is drawn: the same in all figures and in the dashboards. Colours are those of Okabe and Ito, which colour-blind
 * people tell apart too, and each target also has a shape of its own, for print without colours.
 */
record Look(Color colour, Shape shape) {
    private static final Map<String, Look> LOOKS = Map.of(
            "platform-threads", new Look(new Color(0xE6, 0x9F, 0x00), circle()),
            "virtual-threads", new Look(new Color(0x56, 0xB4, 0xE9), square()),
            "event-loop", new Look(new Color(0x00, 0x9E, 0x73), triangle()),
            "reactive", new Look(new Color(0xCC, 0x79, 0xA7), diamond()));

    /** The order of legends: ours as in tables, then the others as they come. */
    static final Comparator<String> ORDER = Comparator.comparingInt(target -> {
        int place = TargetCatalogue.namesWithControls().indexOf(target);
        return place < 0 ? Integer.MAX_VALUE : place;
    });

    /** Of servers that the user brought, and of controls, in turn. */
    private static final List<Look> LOOKS_OF_OTHERS = List.of(
            new Look(new Color(0x00, 0x72, 0xB2), circle()),
            new Look(new Color(0x00, 0x00, 0x00), square()),
            new Look(new Color(0xD5, 0x5E, 0x00), triangle()));

    /** The looks of the targets of a figure, in their order. */
    static Map<String, Look> of(List<String> targets) {
        var looks = new LinkedHashMap<String, Look>();
        int others = 0;
        for (String target : targets) {
            Look look = LOOKS.get(target);
            if (look == null) {
                look = LOOKS_OF_OTHERS.get(others % LOOKS_OF_OTHERS.size());
                others++;
            }
            looks.put(target, look);
        }
        return looks;
    }

    private static Shape circle() {
        return new Ellipse2D.Double(-5, -5, 10, 10);
    }

    private static Shape square() {
        return new Rectangle2D.Double(-4.5, -4.5, 9, 9);
    }

    private static Shape triangle() {
        return polygon(0, -6, 5.5, 4.5, -5.5, 4.5);
    }

    private static Shape diamond() {
        return polygon(0, -6.5, 6.5, 0, 0, 6.5, -6.5, 0);
    }

    private static Shape polygon(double... coordinates) {
        var path = new Path2D.Double();
        path.moveTo(coordinates[0], coordinates[1]);
        for (int i = 2; i < coordinates.length; i += 2) {
            path.lineTo(coordinates[i], coordinates[i + 1]);
        }
        path.closePath();
        return path;
    }
}
