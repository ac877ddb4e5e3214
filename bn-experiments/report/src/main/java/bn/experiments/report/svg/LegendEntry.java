package bn.experiments.report.svg;

/**
 * A line of a legend.
 *
 * @param name the name of a series
 * @param svg  its line, marker or bar, as an {@code svg} element
 */
public record LegendEntry(String name, String svg) {
}
