/** Dependency injection with Guice: the console, the command line, and the providers of backends and normalizations. */
package bn.cli.wiring;
