/** Training runs: the files of their results (manifest, metrics, rates, checkpoint), and how they are resumed. */
package bn.experiments.run;
