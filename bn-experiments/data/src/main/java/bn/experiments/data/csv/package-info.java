/** Tables in CSV files (RFC 4180): one row an example, one column the target, the others numbers. */
package bn.experiments.data.csv;
