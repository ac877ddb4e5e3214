package bn.experiments.report.svg;

import java.awt.BasicStroke;
import java.awt.Shape;
import java.awt.Stroke;
import java.awt.geom.Path2D;

/** An interval as an upright line with a cap at each end. */
final class Whisker {
    static final Stroke STROKE = new BasicStroke(1.5f);
    /** Below a whisker on a bar, so that it is seen there too. */
    static final Stroke RIM = new BasicStroke(4);
    /** Half the length of a cap: a little less than a marker, so that both are seen where the interval is short. */
    private static final double CAP = 3.5;

    private Whisker() {
    }

    /** The whisker between two heights, in CSS pixels. */
    static Shape of(double x, double low, double high) {
        Path2D path = new Path2D.Double();
        path.moveTo(x - CAP, low);
        path.lineTo(x + CAP, low);
        path.moveTo(x, low);
        path.lineTo(x, high);
        path.moveTo(x - CAP, high);
        path.lineTo(x + CAP, high);
        return path;
    }
}
