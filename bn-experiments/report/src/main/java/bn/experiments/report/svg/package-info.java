/**
 * Charts as SVG, to be embedded in an HTML page. JFreeChart lays the charts out and draws them with Batik's SVG generator,
 * without a display. Colours are CSS custom properties ({@link bn.experiments.report.svg.ChartColor}), so that the page defines
 * them for light and dark mode. Text stays text, in the font of the page.
 *
 * <p>Alternatives: XChart draws all text as outlines, which cannot be selected, searched or read aloud. JFreeSVG could replace
 * Batik, but its licence (GPL) would apply to the whole project.
 */
package bn.experiments.report.svg;
