/** Data sets by name: which there are, what they need, and where their files are looked for. */
package bn.experiments.data.catalog;
