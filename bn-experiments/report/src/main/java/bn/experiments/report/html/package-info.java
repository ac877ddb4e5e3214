/**
 * A {@link bn.experiments.report.Report} as one HTML page that asks nothing of the network: style and charts are inside it,
 * it has no scripts, and it reads in light and dark, on a phone and on paper.
 */
package bn.experiments.report.html;
