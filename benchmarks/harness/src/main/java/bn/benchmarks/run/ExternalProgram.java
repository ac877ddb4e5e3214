package bn.benchmarks.run;

/**
 * A program that is measured as a whole process.
 *
 * @param name its name in the table
 * @param command starts it, any number of times
 */
record ExternalProgram(String name, ProcessBuilder command) {}
