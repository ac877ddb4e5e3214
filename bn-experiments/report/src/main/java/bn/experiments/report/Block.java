package bn.experiments.report;

/** A figure or a table of a section. */
public sealed interface Block permits Figure, Table {
}
