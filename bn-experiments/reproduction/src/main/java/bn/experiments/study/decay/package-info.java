/** Where weight decay acts: inner scales and shifts (an effective learning rate, T17), last scales (a regularization rate, T5). */
package bn.experiments.study.decay;
