package bn.experiments.advice;

/**
 * What numbers mean, in plain words.
 *
 * @param question that is answered
 * @param answer in a few sentences, each with the number that it rests on
 * @param basis the theorems that it rests on, and the experiments that could have refuted it
 */
public record Statement(String question, String answer, String basis) {}
