/** The entry point: parses, wires, runs, and turns every failure into one line and an exit code. */
package bn.cli;
