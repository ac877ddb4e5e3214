/** The built-in normalizations {@code batch} and {@code none}, which are providers as those of plug-ins are. */
package bn.experiments.norm;
