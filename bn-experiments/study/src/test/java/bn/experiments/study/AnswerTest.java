package bn.experiments.study;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bn.experiments.report.Claim;
import bn.experiments.report.Verdict;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class AnswerTest {
    private static final Answer ANSWER = new Answer(List.of("a", "b"), "it is", "it is not shown");

    @Test
    void isGivenOnlyIfAllItRestsOnWasTestedAndShownOnlyIfAllIsSupported() {
        assertEquals(Optional.of("it is"), ANSWER.by(List.of(claim("a", Verdict.SUPPORTED), claim("b", Verdict.SUPPORTED),
                claim("c", Verdict.NOT_SUPPORTED))));
        assertEquals(Optional.of("it is not shown"),
                ANSWER.by(List.of(claim("a", Verdict.SUPPORTED), claim("b", Verdict.UNDECIDED))));
        assertEquals(Optional.of("it is not shown"), ANSWER.by(List.of(claim("a", Verdict.NOT_SUPPORTED),
                claim("b", Verdict.SUPPORTED))));
        assertEquals(Optional.empty(), ANSWER.by(List.of(claim("a", Verdict.SUPPORTED))));
    }

    private static Claim claim(String title, Verdict verdict) {
        return new Claim(title, "", "", "", verdict);
    }
}
