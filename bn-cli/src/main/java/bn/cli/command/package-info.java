/** One class for each command, and the groups of options that several of them share. */
package bn.cli.command;
