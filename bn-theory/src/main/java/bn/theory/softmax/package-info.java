/**
 * Softmax regression with batch normalization, whose rates have no closed form (T7): the problem is solved with batch
 * normalization, and again without it, with the resulting rates as constants.
 */
package bn.theory.softmax;
