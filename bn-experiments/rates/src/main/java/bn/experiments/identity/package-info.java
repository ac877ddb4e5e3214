/** The gradient identity T2, checked on the gradients that a backend's kernels really back-propagate. */
package bn.experiments.identity;
