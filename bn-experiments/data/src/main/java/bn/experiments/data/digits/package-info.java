/** Digits that are drawn here: strokes written by a random hand, as a data set that needs no download and has any size. */
package bn.experiments.data.digits;
