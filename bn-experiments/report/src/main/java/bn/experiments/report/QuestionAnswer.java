package bn.experiments.report;

/**
 * A question that a reader comes with, and what the report answers.
 *
 * @param question in a short sentence
 * @param answer in a sentence or two, with the conditions under which it holds
 */
public record QuestionAnswer(String question, String answer) {}
