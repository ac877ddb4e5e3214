/** The entry point: parses a command line, connects the parts, runs it, and turns a failure into one line and an exit code. */
package bn.cli;
