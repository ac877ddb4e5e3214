/** Loads data sets by name: which names exist, what each needs, and where its files are searched. */
package bn.experiments.data.catalog;
