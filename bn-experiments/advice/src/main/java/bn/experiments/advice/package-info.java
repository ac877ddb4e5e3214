/** What weight decay, its optimizer and batch norm do to the parameters of a network (T5, T10, T16). */
package bn.experiments.advice;
