/** Rates of the layers of a network over its training (T3, T8), and what becomes of them when gamma is learned, fixed or decayed (T5). */
package bn.experiments.study.depth;
