package bn.experiments.study.dynamics;

import bn.experiments.report.NumberText;
import bn.experiments.study.Estimate;
import bn.experiments.study.Protocol;
import bn.experiments.study.Results;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;

/** What was done, and what the results mean. */
final class DynamicsText {
    private final Results results;
    private final Protocol protocol;

    DynamicsText(Results results, Protocol protocol) {
        this.results = results;
        this.protocol = protocol;
    }

    /** What it means, one paragraph each. */
    List<String> meaning() {
        return List.of(equilibrium(), correlation(), difference());
    }

    private Results momentum(double level) {
        return results.where(SgdSetting.MOMENTUM, level);
    }

    private String equilibrium() {
        Estimate angle = results.mean("angle ratio").estimate();
        return "Measured over predicted, mean of all settings and layers: angle of a step " + angle.text() + "; ‖w‖⁴ "
                + momentum(0.0).mean("norm ratio").estimate().text() + " without momentum and "
                + momentum(0.9).mean("norm ratio").estimate().text()
                + " with it. The angle is set by η and κ alone: it depends on no layer, unit or loss.";
    }

    private String correlation() {
        Estimate factor = momentum(0.9).mean("correlation").estimate();
        String direction = factor.least() > 1 ? "point the same way" : factor.most() < 1 ? "point against each other"
                : "show no correlation with these seeds";
        return "With momentum, steps are sums of gradients. Their mean square is " + factor.text()
                + " times that of uncorrelated ones: "
                + "gradients of successive batches " + direction
                + ". An epoch draws its batches without replacement, so what one batch "
                + "has too much of the others lack, which lowers the factor. The factor goes straight into ‖w‖⁴, as in the mean "
                + "‖step‖² = 2ηκ‖w‖² / (1 + θ) holds whatever the correlation; so the angle does not see it.";
    }

    private String difference() {
        List<Double> effective = new ArrayList<>();
        List<Double> rates = new ArrayList<>();
        Results last = results.where("layer", DynamicsTrial.hidden(protocol).size());
        for (String momentum : last.levels(SgdSetting.MOMENTUM)) {
            for (String learningRate : last.where(SgdSetting.MOMENTUM, momentum).levels(SgdSetting.LEARNING_RATE)) {
                Results some = last.where(SgdSetting.MOMENTUM, momentum).where(SgdSetting.LEARNING_RATE, learningRate);
                for (String decay : some.levels(SgdSetting.DECAY)) {
                    effective.add(some.where(SgdSetting.DECAY, decay).each("effective rate").estimate().mean());
                    rates.add(some.where(SgdSetting.DECAY, decay).each("rate").estimate().mean());
                }
            }
        }
        return "The effective learning rate η / ((1 − θ) ‖w‖²) says how fast a unit turns; λ says how hard batch norm pulls its effective "
                + "weights in. Over the settings the first goes " + range(effective) + " in the last hidden layer, and Λ "
                + range(rates)
                + ". They are different things: weights " + NumberText.of(DynamicsTrial.LONGER) + " times as long have a "
                + NumberText.of(DynamicsTrial.LONGER * DynamicsTrial.LONGER)
                + " times smaller effective learning rate and the same λ, "
                + "and by T8 decay reaches λ only through the weights after the last batch norm, which are not free to rescale.";
    }

    private static String range(List<Double> values) {
        DoubleSummaryStatistics statistics = values.stream().mapToDouble(Double::doubleValue).summaryStatistics();
        return "from " + NumberText.of(statistics.getMin()) + " to " + NumberText.of(statistics.getMax());
    }

    /** What was done, one paragraph each. */
    List<String> protocol() {
        int[] times = SgdSetting.relaxations(protocol);
        return List.of(
                "An MLP with hidden layers of " + DynamicsTrial.hidden(protocol)
                        + " units, each with batch norm (ε 0, γ and β learned "
                        + "without decay) and ReLU, is trained in float64 on " + NumberText.of(DynamicsTrial.examples(protocol))
                        + " examples that the seed draws"
                        + (protocol.data().poolable() ? ", images averaged over 2 × 2 pixels" : "")
                        + ": SGD, batch 128, weight decay κ on all weights, of momentum θ 0.9 and 0. η and κ are such that the "
                        + "equilibrium is near: from " + steps(true) + " to " + steps(false)
                        + " steps of relaxation, (1 − θ) / (4ηκ). After "
                        + times[0] + " relaxation times, " + times[1] + " more are measured.",
                "Each unit has a batch norm of its own, so T10 is about each unit's weights w. ‖w‖⁴ and its prediction are means over "
                        + "steps, summed over the units of a layer; G is measured on the same steps. The angle is that between w before "
                        + "and after a step, root mean square over steps and units. Units that no gradient reaches are left out.",
                "That ‖step‖² is 2ηκ‖w‖² / (1 + θ) in the mean, for any gradients: with u the velocity and c = w·u′, orthogonality gives "
                        + "c′ = θ (c − η‖u‖²) + κ‖w‖², and a constant mean of ‖w‖² gives 2c = η‖u′‖²; the means of both leave "
                        + "η‖u‖² (1 + θ) / 2 = κ‖w‖². For the length itself T10 takes gradients of different batches as uncorrelated. Those of an epoch are not: they are drawn without "
                        + "replacement.",
                "At the end of each run all weights before batch norm are multiplied by " + NumberText.of(DynamicsTrial.LONGER)
                        + ", and the rates of all units in a batch read before and after.");
    }

    private String steps(boolean fewest) {
        double[] steps = SgdSetting.all(protocol).stream().mapToDouble(setting -> setting.sgd().relaxationSteps()).toArray();
        return NumberText
                .of(Math.rint(fewest ? Arrays.stream(steps).min().orElseThrow() : Arrays.stream(steps).max().orElseThrow()));
    }
}
