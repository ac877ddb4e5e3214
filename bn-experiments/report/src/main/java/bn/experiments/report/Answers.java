package bn.experiments.report;

import java.util.List;

/**
 * Questions with their answers.
 *
 * @param answers in the order in which they are shown
 */
public record Answers(List<QuestionAnswer> answers) implements Block {

    /** Copies the list. */
    public Answers {
        answers = List.copyOf(answers);
    }
}
