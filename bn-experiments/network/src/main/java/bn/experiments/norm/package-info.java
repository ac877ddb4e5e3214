/** The normalizations of bn itself, {@code batch} and {@code none}, found as providers like all others. */
package bn.experiments.norm;
