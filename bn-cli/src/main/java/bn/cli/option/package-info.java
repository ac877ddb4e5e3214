/** Groups of options that several commands share (picocli mixins), and the checks that their values make sense. */
package bn.cli.option;
