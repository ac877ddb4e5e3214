package bn.spark.network;

import bn.api.BnException;
import bn.experiments.data.Examples;
import bn.experiments.data.Task;
import bn.experiments.rate.BatchRates;
import bn.experiments.train.EvaluationSums;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.broadcast.Broadcast;

/** A task: reads its partition once, in batches for the rates and in blocks for the loss. */
final class NetworkPass<T, F> implements Function2<Integer, Iterator<T>, Iterator<NetworkPart>> {
    private static final long serialVersionUID = 1L;

    private final Broadcast<NetworkJob> job;
    private final SampleDecoder<T, F> decoder;

    NetworkPass(Broadcast<NetworkJob> job, SampleDecoder<T, F> decoder) {
        this.job = job;
        this.decoder = decoder;
    }

    @Override
    public Iterator<NetworkPart> call(Integer partition, Iterator<T> rows) {
        NetworkPart part = NetworkSlots.with(job.value(), slot -> new Reading(slot, partition).read(rows));
        return List.of(part).iterator();
    }

    /** The state of one task. */
    private final class Reading {
        private final NetworkJob settings = job.value();
        private final NetworkSlot slot;
        private final int partition;
        private final EvaluationSums evaluation = new EvaluationSums();
        private final ClassCounts classes = new ClassCounts(settings.outputs());
        private final CellFaults faults = new CellFaults();
        private final SampleBuffer<F> batch = new SampleBuffer<>(decoder.kind(), settings, settings.batch());
        private final SampleBuffer<F> block = new SampleBuffer<>(decoder.kind(), settings, settings.block());

        Reading(NetworkSlot slot, int partition) {
            this.slot = slot;
            this.partition = partition;
        }

        /** A refusal is a result: a failure would be tried again, and its message be one of Spark. */
        NetworkPart read(Iterator<T> rows) {
            try (BatchRates rates = new BatchRates(slot.backend(), slot.training(), slot.inference(), settings.loss(),
                    settings.noiseSigma(), settings.seed(partition))) {
                String refusal = null;
                try {
                    while (rows.hasNext()) {
                        decoder.decode(rows.next(), faults).ifPresent(sample -> add(sample, rates));
                    }
                    evaluate();
                } catch (BnException e) {
                    refusal = e.getMessage();
                }
                return new NetworkPart(rates.sums(), evaluation, classes, faults, refusal, batch.count());
            }
        }

        private void add(Sample<F> sample, BatchRates rates) {
            if (settings.task() == Task.CLASSIFICATION) {
                classes.add((int) sample.target());
            }
            if (block.add(sample)) {
                evaluate();
            }
            if (batch.add(sample)) {
                Examples examples = batch.take();
                rates.add(examples);
                if (settings.task() == Task.CLASSIFICATION) {
                    classes.addBatch(examples.labels());
                }
            }
        }

        private void evaluate() {
            if (block.count() > 0) {
                evaluation.merge(EvaluationSums.of(slot.backend(), slot.inference(), block.take(), settings.loss()));
            }
        }
    }
}
