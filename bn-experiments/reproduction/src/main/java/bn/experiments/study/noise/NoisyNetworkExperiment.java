package bn.experiments.study.noise;

import bn.api.DType;
import bn.api.Moments;
import bn.api.backend.Backend;
import bn.experiments.data.Dataset;
import bn.experiments.data.Examples;
import bn.experiments.network.Layer;
import bn.experiments.network.Network;
import bn.experiments.rate.JointMoments;
import bn.experiments.rate.RateEstimator;
import bn.experiments.study.Condition;
import bn.experiments.study.Evidence;
import bn.experiments.study.Findings;
import bn.experiments.study.MlpConfig;
import bn.experiments.study.Protocol;
import bn.experiments.study.Recorder;
import bn.experiments.study.Split;
import bn.experiments.study.SubExperiment;
import bn.experiments.study.Trial;
import bn.experiments.study.TrialContext;
import bn.experiments.study.Trials;
import bn.experiments.train.BatchLoader;
import bn.experiments.train.Trainer;
import bn.experiments.train.TrainingPlan;
import bn.theory.spectral.Spectrum;
import bn.theory.spectral.Whitening;
import bn.theory.unit.UnitRate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** The first layer of an MLP trained with noise on its inputs, compared with one trained without. */
final class NoisyNetworkExperiment implements SubExperiment {
    static final List<Double> SIGMAS = List.of(0.25, 0.5, 1.0);
    static final int HIDDEN = 64;
    static final double EPS = 1e-5;

    @Override
    public String name() {
        return "network";
    }

    @Override
    public List<Trial> trials(Protocol protocol) {
        return Trials.grid(protocol).cost(2, 10).measure(NoisyNetworkExperiment::measure);
    }

    static int examples(Protocol protocol) {
        return Math.min(protocol.data().train(), protocol.choose(1024, 5120));
    }

    static int epochs(Protocol protocol) {
        return protocol.choose(5, 15);
    }

    private static void measure(TrialContext context, Recorder recorder, Condition at) {
        long seed = at.seed();
        Protocol protocol = context.protocol();
        Dataset dataset = Split.draw(context.pooled(), examples(protocol), 0, seed).dataset(context.pooled());
        Examples train = dataset.train();
        Moments joint = new JointMoments(context.backend()).of(train);
        Spectrum clean = Whitening.of(joint, train.features()).spectrum();
        FirstLayer plain = train(context, dataset, 0, seed);
        record(recorder.with("level", 0.0), plain, 0, train.count());
        for (double sigma : SIGMAS) {
            FirstLayer layer = train(context, dataset, sigma, seed);
            Recorder here = recorder.with("level", sigma);
            record(here, layer, sigma, train.count());
            here.record("share", layer.noiseShare(clean, sigma));
            here.record("share of the other", plain.noiseShare(clean, sigma));
            layer.energies(clean, sigma).forEach((band, energy) -> {
                Recorder inBand = here.with("band", band);
                inBand.record("energy ratio", energy.total() / plain.energies(clean, sigma).get(band).total());
                inBand.record("signal share", energy.signalShare());
            });
        }
    }

    private static void record(Recorder recorder, FirstLayer layer, double sigma, int examples) {
        recorder.record("lambda", layer.mean(UnitRate::lambda));
        recorder.record("size", layer.mean(unit -> Math.abs(unit.lambda())));
        recorder.record("alpha noise", layer.mean(UnitRate::alphaNoise));
        recorder.record("alpha signal", layer.mean(UnitRate::alphaSignal));
        if (sigma > 0) {
            // The measured variance is sigma^2 |w|^2 times the mean of as many squares of normal deviates as examples.
            recorder.record("noise error", layer.noiseError(sigma) / Math.sqrt(2.0 / examples));
        }
    }

    private static FirstLayer train(TrialContext context, Dataset dataset, double sigma, long seed) {
        Backend backend = context.backend();
        Examples train = dataset.train();
        TrainingPlan plan = MlpConfig.batchNormalized(List.of(HIDDEN), EPS).plan(train, DType.FLOAT64, epochs(context.protocol()),
                sigma, seed);
        try (Trainer trainer = context.trainer(plan, dataset)) {
            trainer.train(context.listener());
            try (Network whole = trainer.network().withMaxBatch(train.count());
                    RateEstimator meter = new RateEstimator(backend, plan.dtype(), train, trainer.loss(), sigma, train.count(),
                            train.count())) {
                // Not the numbers that drew the initial weights from the same seed: noise would lie along them.
                long other = ~seed;
                List<UnitRate> units = meter.measure(whole, other).get(0).rates().orElseThrow().units();
                return new FirstLayer(new ArrayList<>(units), whole.layers().get(0).linear().weights().value().toDoubles(),
                        noiseVariance(backend, whole, train, sigma, other));
            }
        }
    }

    /** What noise adds to the variance of each unit's pre-activation, from two draws of the noise for each example. */
    private static double[] noiseVariance(Backend backend, Network network, Examples examples, double sigma, long seed) {
        int n = examples.count();
        int[] order = IntStream.range(0, n).toArray();
        SplittableRandom random = new SplittableRandom(seed);
        Layer first = network.layers().get(0);
        double[] variance = new double[first.linear().units()];
        try (BatchLoader loader = new BatchLoader(backend, network.spec().dtype(), examples, n)) {
            loader.load(order, 0, n, sigma, random);
            network.infer(loader.inputs());
            double[] one = first.preActivations(n).toDoubles();
            loader.load(order, 0, n, sigma, random);
            network.infer(loader.inputs());
            double[] other = first.preActivations(n).toDoubles();
            for (int i = 0; i < one.length; i++) {
                double difference = one[i] - other[i];
                variance[i % variance.length] += difference * difference / (2 * n);
            }
        }
        return variance;
    }

    @Override
    public Findings findings(Evidence evidence) {
        return NoisyNetworkReport.of(evidence);
    }
}
