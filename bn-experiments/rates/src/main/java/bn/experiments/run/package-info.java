/** A training run as a folder of results: manifest, metrics, rates, checkpoint; and how an interrupted one goes on. */
package bn.experiments.run;
