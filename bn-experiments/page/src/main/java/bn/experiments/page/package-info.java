/** The rates of a trained network as tables, CSV, JSON and an HTML page. */
package bn.experiments.page;
