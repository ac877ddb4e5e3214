/** Where data and networks meet the theory: moments of data sets, and the rates of a network's units measured on examples. */
package bn.experiments.rate;
