/** The rate that batch norm tunes, compared with rates chosen in other ways: on the same data, and when the data change. */
package bn.experiments.study.choice;
