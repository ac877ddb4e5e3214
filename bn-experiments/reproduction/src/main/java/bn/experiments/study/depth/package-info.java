/** Where in a network, when in training, and under what decay of gamma the rates are (T5, T8). */
package bn.experiments.study.depth;
