/**
 * What a report of experiments says, independent of how its numbers are made and how it is shown: sections with claims,
 * charts and tables, the configuration, and how to repeat it. {@code bn.experiments.report.html} writes it as a page.
 *
 * <p>All text is plain Unicode text, never markup. All lists are copied on construction and cannot be changed.
 */
package bn.experiments.report;
