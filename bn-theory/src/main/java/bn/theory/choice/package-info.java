/**
 * How others choose a rate for linear regression, to compare with what batch normalization tunes: cross-validation and evidence
 * for the rate of ridge regression, James-Stein shrinkage for that of the data-weighted penalty.
 */
package bn.theory.choice;
