/** How the rate depends on the data: their number, scale, contrast, dimension and labels; in closed form and in training. */
package bn.experiments.study.data;
