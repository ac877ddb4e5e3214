package bn.experiments.study;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bn.experiments.report.Claim;
import bn.experiments.report.QuestionAnswer;
import bn.experiments.report.Verdict;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class AnswerTest {
    private static final Answer ANSWER = new Answer("is it?", List.of(Answer.Part.always("Well,"),
            new Answer.Part(List.of("a", "b"), "it is", "it is not", "it is not decided"),
            new Answer.Part(List.of("c"), "and so is c", "but c is not", "and c is open")));

    @Test
    void isGivenOnlyIfAllItRestsOnWasTestedAndShownOnlyIfAllIsSupported() {
        assertEquals("Well, it is but c is not", answer(Verdict.SUPPORTED, Verdict.SUPPORTED));
        assertEquals("Well, it is not decided but c is not", answer(Verdict.SUPPORTED, Verdict.UNDECIDED));
        assertEquals("Well, it is not decided but c is not", answer(Verdict.NOT_APPLICABLE, Verdict.SUPPORTED));
        assertEquals("Well, it is not but c is not", answer(Verdict.NOT_SUPPORTED, Verdict.SUPPORTED));
        assertEquals("Well, it is not but c is not", answer(Verdict.UNDECIDED, Verdict.NOT_SUPPORTED));
        assertEquals(Optional.empty(), ANSWER.by(List.of(claim("a", Verdict.SUPPORTED))));
    }

    private static String answer(Verdict first, Verdict second) {
        QuestionAnswer given = ANSWER.by(List.of(claim("a", first), claim("b", second), claim("c", Verdict.NOT_SUPPORTED)))
                .orElseThrow();
        assertEquals("is it?", given.question());
        return given.answer();
    }

    private static Claim claim(String title, Verdict verdict) {
        return new Claim(title, "", "", "", verdict);
    }
}
