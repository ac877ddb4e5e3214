package bn.experiments.reproduce;

import bn.experiments.data.Examples;
import bn.experiments.rate.JointMoments;
import bn.experiments.report.Block;
import bn.experiments.report.Section;
import java.util.List;

/** How the rate of batch-normalized linear regression (T4) depends on the data: their number, their scale, their signal. */
final class DataDependence implements Experiment {

    @Override
    public String name() {
        return "data";
    }

    @Override
    public List<Section> run(Conditions conditions) {
        Examples examples = conditions.pooled().train().limit(conditions.scale().choose(2000, 10000));
        ClosedFormRates rates = new ClosedFormRates(new JointMoments(conditions.backend()));
        Progress progress = conditions.progress();
        List<Finding> findings = List.of(
                new ExampleNumber(rates).run(examples, (share, detail) -> progress.at(share / 3, detail)),
                new InputScale(rates).run(examples, (share, detail) -> progress.at((1 + share) / 3, detail)),
                new LabelSignal(rates).run(examples, conditions.seed(), (share, detail) -> progress.at((2 + share) / 3, detail)));
        return List.of(new Section("Data dependence: the closed-form rate of linear regression", List.of(
                "Each class is regressed on the features (the pixels of images, averaged over 2x2 if height and width are even) "
                + "by a linear unit with batch normalization and γ = " + ClosedFormRates.GAMMA + ". T4 gives its rate in closed "
                + "form: λ = sd(y) R / γ − 1, with R the multiple correlation of class and features. So the rate is set by how much "
                + "of the class the data explain.",
                "With few examples more is explained by chance, so the rate is higher. The scale of the inputs does not touch the "
                + "rate, but the equivalent L2 rate α moves with its square. When a share p of the labels is replaced by "
                + "random ones, (1 + λ) γ falls as sqrt((1 − p)² q + r v / n) does, where q is its square at p = 0, r "
                + "the rank, n the number of examples and v the variance that the replacement gives to a label."),
                findings.stream().flatMap(finding -> finding.claims().stream()).toList(),
                findings.stream().<Block>map(Finding::figure).toList()));
    }
}
