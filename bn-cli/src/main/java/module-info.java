/** The command {@code bn}: options, dependency injection, and everything that is printed. */
module bn.cli {
    // The project: the contract, the theory, data and experiments. Backends are found, not required.
    requires bn.api;
    requires bn.theory;
    requires bn.experiments;

    // Commands and wiring.
    requires com.google.guice;
    requires info.picocli;
    requires jakarta.inject;
    // Guice needs it and, being an automatic module, cannot say so.
    requires com.google.common;

    // The options that this JVM was started with, for the one that tries plug-ins.
    requires java.management;

    // Filled by reflection: options by picocli, fields of commands by Guice. Records that are printed as JSON are read by Jackson.
    opens bn.cli.command to com.google.guice, info.picocli;
    opens bn.cli.option to info.picocli;
    opens bn.cli.view to com.fasterxml.jackson.databind;
    opens bn.cli.wiring to com.google.guice;
}
