/**
 * Selection of the rate of linear regression by other methods, for comparison with batch normalization: cross-validation and
 * evidence for the rate of ridge regression, James-Stein shrinkage for the rate of the data-weighted penalty.
 */
package bn.theory.selection;
