/** The rate that batch norm tunes beside those that others choose: on the same data, and when the data change. */
package bn.experiments.study.choice;
