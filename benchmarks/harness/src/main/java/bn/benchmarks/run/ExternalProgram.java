package bn.benchmarks.run;

/**
 * Something that is run from outside.
 *
 * @param name in the table
 * @param command to start, again and again
 */
record Program(String name, ProcessBuilder command) { }
