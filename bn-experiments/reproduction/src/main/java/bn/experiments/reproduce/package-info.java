/** The study that this program is for: which experiments it has, what theory they test, what they do not show. */
package bn.experiments.reproduce;
