/**
 * Charts as SVG to be placed inside an HTML page. JFreeChart lays the charts out and draws them through Batik's SVG generator,
 * without a display. Colours are named by CSS custom properties ({@link bn.experiments.report.svg.Ink}), so that the page decides
 * them, for light and for dark, and text stays text in the page's font.
 *
 * <p>Why these two: XChart draws all text as outlines, which no reader can select, search or hear; JFreeSVG would do in Batik's
 * place, but its licence (GPL) would bind all of this project.
 */
package bn.experiments.report.svg;
