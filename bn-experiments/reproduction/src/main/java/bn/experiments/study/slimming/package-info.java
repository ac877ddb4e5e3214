/** An L1 penalty on gamma, with and without weight decay of gamma: rates at rest, and which channels die (T15). */
package bn.experiments.study.slimming;
