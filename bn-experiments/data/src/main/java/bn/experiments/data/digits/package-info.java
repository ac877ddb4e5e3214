/** Synthetic images of digits, drawn from pen strokes in random styles: a data set of any size that needs no download. */
package bn.experiments.data.digits;
