package bn.cli.option;

import picocli.CommandLine.Option;

/** The option {@code --format}. */
public final class OutputFormat {
    private enum Kind { TEXT, JSON }

    @Option(names = "--format", paramLabel = "text|json", defaultValue = "text",
            description = "How results are printed; default ${DEFAULT-VALUE}.")
    private Kind kind;

    /** Whether results are printed as JSON. */
    public boolean json() {
        return kind == Kind.JSON;
    }
}
