package bn.cli.wiring;

/**
 * The command line as it was typed, for manifests and reports.
 *
 * @param text starting with {@code bn}
 */
public record CommandText(String text) { }
