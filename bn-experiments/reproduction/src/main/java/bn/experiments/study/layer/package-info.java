/** A linear layer with batch norm, trained by steps of gradient descent: what closed forms are compared with. */
package bn.experiments.study.layer;
