package bn.cli.command;

import picocli.CommandLine.Option;

/** The option {@code --format}. */
final class Format {
    private enum Kind { TEXT, JSON }

    @Option(names = "--format", paramLabel = "text|json", defaultValue = "text",
            description = "How results are printed; default ${DEFAULT-VALUE}.")
    private Kind kind;

    boolean json() {
        return kind == Kind.JSON;
    }
}
