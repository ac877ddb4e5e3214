/** What noise on the inputs does to the rate (T6): its signal and noise part, and the shrinkage of each direction. */
package bn.experiments.study.noise;
