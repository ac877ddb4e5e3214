/** The console of the process: lines, tables of text, progress bars, and what Ctrl-C does. */
package bn.cli.console;
