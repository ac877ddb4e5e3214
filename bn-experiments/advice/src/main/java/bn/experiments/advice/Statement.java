package bn.experiments.advice;

/**
 * What numbers mean, in plain words.
 *
 * @param question that is answered
 * @param answer in a few sentences, each with the number that it rests on
 */
public record Statement(String question, String answer) {}
