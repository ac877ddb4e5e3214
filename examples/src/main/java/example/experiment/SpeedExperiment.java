package example.experiment;

import bn.api.DType;
import bn.experiments.data.Dataset;
import bn.experiments.network.SgdOptions;
import bn.experiments.report.Axis;
import bn.experiments.report.Figure;
import bn.experiments.report.Series;
import bn.experiments.report.XyChart;
import bn.experiments.study.AbstractExperiment;
import bn.experiments.study.Condition;
import bn.experiments.study.Criteria;
import bn.experiments.study.Evidence;
import bn.experiments.study.Factor;
import bn.experiments.study.Findings;
import bn.experiments.study.MlpConfig;
import bn.experiments.study.Protocol;
import bn.experiments.study.Recorder;
import bn.experiments.study.Results;
import bn.experiments.study.Sample;
import bn.experiments.study.Split;
import bn.experiments.study.Trial;
import bn.experiments.study.TrialContext;
import bn.experiments.study.Trials;
import bn.experiments.train.Trainer;
import bn.experiments.train.TrainingPlan;
import java.util.List;

/** Whether a network learns faster with batch norm: the test loss after a short training, at several learning rates. */
public final class SpeedExperiment extends AbstractExperiment {
    private static final Factor<String> NORMALIZATION = Factor.of("normalization");
    private static final Factor<Double> LEARNING_RATE = Factor.of("learning-rate");
    private static final List<Double> LEARNING_RATES = List.of(0.003, 0.01, 0.03);
    private static final String LOSS = "loss";

    /** The experiment. */
    public SpeedExperiment() {
        super("speed", "Speed: a short training with and without batch norm",
                "Does a network learn more in its first epochs with batch norm than without?",
                List.of("normalization", "learning-rate"));
    }

    @Override
    public List<Trial> trials(Protocol protocol) {
        return Trials.grid(protocol).over(NORMALIZATION, "batch", "none").over(LEARNING_RATE, LEARNING_RATES).cost(0.2, 2)
                .measure(SpeedExperiment::measure);
    }

    private static int examples(Protocol protocol) {
        return Math.min(protocol.trainable(), protocol.choose(1000, 5000));
    }

    private static int epochs(Protocol protocol) {
        return protocol.choose(1, 3);
    }

    private static void measure(TrialContext context, Recorder recorder, Condition at) {
        Protocol protocol = context.protocol();
        MlpConfig mlp = MlpConfig.batchNormalized(List.of(64), 1e-5).withSgd(new SgdOptions(at.get(LEARNING_RATE), 0.9, 0, 0, 0));
        MlpConfig network = mlp.withNormalization(at.get(NORMALIZATION), mlp.options());
        Dataset dataset = Split.draw(context.dataset(), examples(protocol), 0, at.seed()).dataset(context.dataset());
        TrainingPlan plan = network.plan(dataset.train(), DType.FLOAT32, epochs(protocol), 0, at.seed());
        try (Trainer trainer = context.trainer(plan, dataset)) {
            recorder.record(LOSS, trainer.train(context.listener()).testLoss());
        }
    }

    @Override
    public Criteria criteria() {
        return Criteria.read(name(), getClass().getResourceAsStream("speed.json"));
    }

    @Override
    public Findings findings(Evidence evidence) {
        Results with = evidence.results().where("normalization", "batch");
        Results without = evidence.results().where("normalization", "none");
        Sample difference = with.mean(LOSS).minus(without.mean(LOSS));
        XyChart chart = new XyChart("Test loss after a short training", Axis.log("learning rate"), Axis.linear("test loss, nats"),
                List.of(with.series("with batch norm", Series.Style.LINE_AND_MARKERS, "learning-rate", LOSS),
                        without.series("without", Series.Style.LINE_AND_MARKERS, "learning-rate", LOSS)),
                List.of());
        return new Findings(List.of("An MLP with a hidden layer of 64 units is trained on " + examples(evidence.protocol())
                + " examples, for " + epochs(evidence.protocol()) + " epochs (batch 128, momentum 0.9), with batch norm and "
                + "without."),
                List.of(evidence.judge("faster", difference.estimate())), List.of(Figure.of(chart)),
                List.of("With batch norm the test loss differs by " + difference.estimate().text() + " nats."));
    }
}
