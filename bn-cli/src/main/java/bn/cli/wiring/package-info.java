/** Guice's part: where providers, data sets and the console come from. */
package bn.cli.wiring;
