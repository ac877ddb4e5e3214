package bn.experiments.report;

/** A point of a series. A coordinate that is not finite leaves a gap in the line. */
public record Point(double x, double y) {
}
