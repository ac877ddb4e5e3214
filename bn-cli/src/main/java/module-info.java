/** The command {@code bn}: options, wiring, and everything that is printed. */
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

    // Commands are filled by reflection: options by picocli, collaborators by Guice; what they print as JSON is read by Jackson.
    opens bn.cli to info.picocli;
    opens bn.cli.command to com.fasterxml.jackson.databind, com.google.guice, info.picocli;
    opens bn.cli.wiring to com.google.guice;
}
