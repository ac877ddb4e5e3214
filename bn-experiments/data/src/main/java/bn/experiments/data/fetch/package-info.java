/** Downloads of data sets: their mirrors, their published checksums, and downloads that can be resumed. */
package bn.experiments.data.fetch;
