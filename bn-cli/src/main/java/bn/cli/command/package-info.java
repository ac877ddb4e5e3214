/** The commands of {@code bn}, a class each: what is computed from the options, and in which order files are written. */
package bn.cli.command;
