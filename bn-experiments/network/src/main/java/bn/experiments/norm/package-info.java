/** The normalizations that ship: {@code batch} and {@code none}, providers like anyone else's. */
package bn.experiments.norm;
