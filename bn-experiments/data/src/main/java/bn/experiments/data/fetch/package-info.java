/** Downloading data sets: where they can be had, what they must contain, and a download that survives being cut off. */
package bn.experiments.data.fetch;
