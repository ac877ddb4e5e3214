package bn.experiments.study.folding;

import bn.api.DType;
import bn.experiments.data.Dataset;
import bn.experiments.fold.Fold;
import bn.experiments.fold.FoldedRates;
import bn.experiments.fold.OutputComparison;
import bn.experiments.network.Network;
import bn.experiments.rate.RateEstimator;
import bn.experiments.study.MlpConfig;
import bn.experiments.study.Recorder;
import bn.experiments.study.TrialContext;
import bn.experiments.train.Trainer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A network that was trained with batch norm, and the one without it that gives the same outputs.
 *
 * @param state of the network with batch norm
 * @param folded state of the network without
 * @param lambda rates of the units of each hidden layer, read off the gradients of all training examples as one batch
 */
record TrainedNetwork(Map<String, double[]> state, Map<String, double[]> folded, List<double[]> lambda) {

    /** Trains, reads the rates, folds, and records what there is at this point. */
    static TrainedNetwork of(TrialContext context, Recorder recorder, MlpConfig mlp, Dataset dataset, Dataset choosing,
            int epochs, long seed) {
        try (Trainer trainer = context.trainer(mlp.plan(dataset.train(), DType.FLOAT32, epochs, 0, seed), choosing)) {
            trainer.train(context.listener());
            Network network = trainer.network();
            Map<String, double[]> folded = Fold.of(network);
            try (Network plain = new Network(context.backend(), network.spec(), context.normalization("none"))) {
                plain.restore(folded);
                OutputComparison same = OutputComparison.of(context.backend(), network, plain, dataset.test(), trainer.loss());
                recorder.record("fold difference", same.largestDifference() / same.largestOutput());
            }
            List<double[]> lambda = rates(context, network, dataset, trainer);
            for (int i = 0; i < lambda.size(); i++) {
                Recorder layer = recorder.with("layer", i + 1);
                layer.record("units", lambda.get(i).length);
                layer.record("negative", (double) Arrays.stream(lambda.get(i)).filter(rate -> rate < 0).count());
                layer.record("mean rate", Arrays.stream(lambda.get(i)).average().orElseThrow());
                layer.record("smallest rate", Arrays.stream(lambda.get(i)).min().orElseThrow());
                layer.record("largest rate", Arrays.stream(lambda.get(i)).max().orElseThrow());
            }
            return new TrainedNetwork(network.state(), folded, lambda);
        }
    }

    private static List<double[]> rates(TrialContext context, Network network, Dataset dataset, Trainer trainer) {
        int all = dataset.train().count();
        try (Network large = network.withMaxBatch(all);
                RateEstimator meter = new RateEstimator(context.backend(), network.spec().dtype(), dataset.train(),
                        trainer.loss(), 0, all, all)) {
            return FoldedRates.of(meter.measure(large, network.spec().seed())).lambda();
        }
    }
}
