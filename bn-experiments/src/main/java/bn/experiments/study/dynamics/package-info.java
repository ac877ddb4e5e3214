/** The baselines of the field on the same runs: effective learning rate, length of the weights, angular update (T10), beside lambda. */
package bn.experiments.study.dynamics;
