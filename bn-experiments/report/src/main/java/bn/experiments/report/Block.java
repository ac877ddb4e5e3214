package bn.experiments.report;

/** A part of a section below its text. */
public sealed interface Block permits Figure, Table {
}
