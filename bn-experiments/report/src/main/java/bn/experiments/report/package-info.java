/**
 * The content of a report of experiments, independent of how its numbers are computed and how it is displayed: sections with
 * claims, charts and tables, the configuration, and the commands that repeat it. {@code bn.experiments.report.html} writes it as
 * a page.
 *
 * <p>All text is plain Unicode text, never markup. All lists are immutable copies.
 */
package bn.experiments.report;
