/** Tables in CSV files (RFC 4180): each row is an example, one column is the target, and the others are numeric features. */
package bn.experiments.data.csv;
