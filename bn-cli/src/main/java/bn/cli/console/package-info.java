/** What the console shows: text, tables, progress; and how Ctrl-C reaches the work. */
package bn.cli.console;
