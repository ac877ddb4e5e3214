/**
 * Writes a {@link bn.experiments.report.Report} as a self-contained HTML page: style and charts are embedded, and there are no
 * scripts. The page is readable in light and dark mode, on a phone and in print.
 */
package bn.experiments.report.html;
