package bn.experiments.report;

/** A figure, a table, or questions with their answers, of a section. */
public sealed interface Block permits Figure, Table, Answers {
}
