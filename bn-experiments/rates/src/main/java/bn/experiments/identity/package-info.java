/** The gradient identity T2, checked on the gradients that a backend's kernels compute. */
package bn.experiments.identity;
