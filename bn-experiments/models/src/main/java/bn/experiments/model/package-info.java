/** Trained networks of this and other tools: what a file holds, and the formats that read and write it. */
package bn.experiments.model;
