package bn.experiments.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.experiments.page.NetworkRates.LayerRow;
import bn.experiments.page.NetworkRates.UnitRow;
import bn.experiments.report.QuestionAnswer;
import bn.experiments.result.Provenance;
import bn.experiments.train.Evaluation;
import bn.theory.network.RateBalance;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NetworkAnswersTest {
    private static final double NONE = Double.NaN;
    private static final RateBalance ROUNDING = new RateBalance(1, 0, 2, -1, 4);

    @Test
    void oneBatchHasNoStandardErrorAndSaysSo() {
        List<String> answers = answers(1, 0.9, 1e-7, layer(1, NONE, 4, 1), layer(2, NONE, -3, 2));
        assertTrue(answers.get(0).startsWith("Both layers."), answers.get(0));
        assertTrue(answers.get(0).contains("most in layer 1 (2.915), layer 2 (2.55)."), answers.get(0));
        assertEquals(
                "By its net rate Σ γ²λ, batch norm pulls the weights inwards, as weight decay does, in layer 1; it pushes them "
                        + "outwards in layer 2. Of 4 units, 3 have a positive rate.",
                answers.get(1));
        assertTrue(answers.get(2).startsWith("All 20 examples were one batch: the rates"), answers.get(2));
    }

    @Test
    void whatIsWithinTwoStandardErrorsIsNotDecided() {
        // Net rates of 5/4 and -1/4. Their standard error is 1/2, and two of these are 1.
        List<String> answers = answers(8, 0.9, 1e-7, layer(1, 1, 4, 1), layer(2, 1, -3, 2), layer(3, 1, 0.5, 0.5));
        assertTrue(answers.get(0).startsWith("2 of 3 layers; in the others the rates are not distinguished from 0."),
                answers.get(0));
        assertTrue(answers.get(1).contains("inwards, as weight decay does, in layer 1; it is not decided for 2 layers."),
                answers.get(1));
        assertTrue(answers.get(2).startsWith("2 of 6 units have a rate more than 2 standard errors from 0, over 8 batches."),
                answers.get(2));
        assertTrue(answers(8, 0.9, 1e-7, layer(1, 1, 0.5, 0.5)).get(0).startsWith("None"), "no rate is distinguished from 0");
        // Four units of 1 +- 1 each; their net rate is 1 +- 1/2, and more than 1 with a little more.
        assertTrue(answers(8, 0.9, 1e-7, layer(1, 1, 1.1, 1.1, 1.1, 1.1)).get(0).startsWith("Its one layer."), "their sum is");
    }

    @Test
    void aNetworkAtChanceAndABrokenBalanceAreSaidFirst() {
        assertTrue(answers(1, 0.1, 1e-7, layer(1, NONE, 1, 1)).get(2).startsWith("Not at all: the accuracy is that of chance"));
        assertTrue(answers(1, 0.9, 0.5, layer(1, NONE, 1, 1)).get(2).startsWith("Do not rely on these rates: T8 holds at any "
                + "weights, but its error is 0.5,"));
    }

    private static List<String> answers(int batches, double accuracy, double error, LayerRow... layers) {
        List<LayerRow> rows = IntStream.range(0, layers.length)
                .mapToObj(i -> new LayerRow(i + 1, layers[i].name(), 0.25, ROUNDING,
                        error, layers[i].units(), layers[i].netRate(), layers[i].netRateStandardError()))
                .toList();
        return NetworkAnswers.of(new NetworkRates(rows, List.of(), null, new Evaluation(0.5, accuracy), 0.1, List.of("layer1"),
                "net.safetensors", "784-4-10", true, "batch", "digits", 20, batches, 0, NONE, "",
                new Provenance("1", "Java 17", "Linux", "cpu", "bn.cpu", "2", "bn-cpu.jar", "a processor", List.of("f32"),
                        "a library"),
                null))
                .stream().map(QuestionAnswer::answer).toList();
    }

    /** Two units of gamma 1/2. */
    private static LayerRow layer(int number, double standardError, double... lambdas) {
        List<UnitRow> units = IntStream.range(0, lambdas.length)
                .mapToObj(i -> new UnitRow(i + 1, 0.5, lambdas[i], NONE, NONE, NONE,
                        NONE, NONE, NONE, NONE, -0.5 * lambdas[i], 0, standardError))
                .toList();
        return new LayerRow(number, "layer" + number, 0.25, ROUNDING, 0, units, Arrays.stream(lambdas).sum() / 4,
                standardError / 2);
    }
}
