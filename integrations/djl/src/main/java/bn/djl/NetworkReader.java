package bn.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Block;
import ai.djl.training.Trainer;
import bn.api.InvalidRequestException;
import bn.monitor.Reading;
import bn.monitor.RunDescription;
import bn.monitor.StepReading;
import bn.theory.network.RateBalance;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the batch normalizations of a network, and reads all of them. */
final class NetworkReader {
    private final List<NormalizationReader> normalizations = new ArrayList<>();
    private final List<StreamReader> streams = new ArrayList<>();
    private final List<List<NamedBlock>> chains;

    /**
     * Looks at an initialized network.
     *
     * @throws InvalidRequestException if it has nothing that can be read, or is trained on several devices
     */
    NetworkReader(Trainer trainer) {
        Block network = trainer.getModel().getBlock();
        chains = NamedBlock.chains(network);
        if (chains.stream().flatMap(List::stream).noneMatch(NamedBlock::isNormalization)) {
            throw new InvalidRequestException("the network has no batch normalization: there is nothing to monitor");
        }
        if (trainer.getDevices().length != 1
                || !network.getParameters().get(0).getValue().getArray().getDevice().equals(trainer.getDevices()[0])) {
            throw new InvalidRequestException(
                    "the network is trained on another device than its model's, or on several: only the "
                            + "gradients on the model's device can be read; train on that one");
        }
        String engine = trainer.getManager().getEngine().getEngineName();
        for (List<NamedBlock> chain : chains) {
            for (int i = 0; i < chain.size(); i++) {
                if (chain.get(i).isNormalization()) {
                    add(chain, i, engine);
                }
            }
        }
        if (normalizations.stream().noneMatch(NormalizationReader::isReadable)) {
            throw new InvalidRequestException(
                    "no batch normalization of the network has a gamma that is trained (scale is off, or it "
                            + "is frozen): there are no rates");
        }
    }

    private void add(List<NamedBlock> chain, int index, String engine) {
        NamedBlock block = chain.get(index);
        if (normalizations.stream().anyMatch(each -> each.reads(block))) {
            return;
        }
        String reason = null;
        if (isShared(block)) {
            reason = "it is in the network more than once";
        } else if (!engine.equals("PyTorch")) {
            reason = "what " + engine + " adds to the running variance is not known";
        }
        NormalizationReader reader = new NormalizationReader(block, before(chain, index), reason);
        normalizations.add(reader);
        if (reader.isReadable() && !isShared(block)) {
            consumer(chain, index).ifPresent(each -> streams.add(new StreamReader(block.name(), each)));
        }
    }

    private boolean isShared(NamedBlock block) {
        return chains.stream().flatMap(List::stream).filter(each -> each.block() == block.block()).count() > 1;
    }

    private static @Nullable NamedBlock before(List<NamedBlock> chain, int index) {
        int i = index - 1;
        while (i >= 0 && chain.get(i).isUnchanged()) {
            i--;
        }
        return i < 0 ? null : chain.get(i);
    }

    private Optional<NamedBlock> consumer(List<NamedBlock> chain, int index) {
        int i = index + 1;
        while (i < chain.size() && chain.get(i).isHomogeneous()) {
            i++;
        }
        return i < chain.size() && chain.get(i).isTrainedLinearMap() && !isShared(chain.get(i))
                ? Optional.of(chain.get(i)) : Optional.empty();
    }

    RunDescription description(String writer, String framework, String model) {
        return new RunDescription(writer, framework, model,
                normalizations.stream().map(NormalizationReader::description).toList(),
                streams.stream().map(StreamReader::description).toList(), List.of());
    }

    /** Takes down what has to be known of the step before one that is read. */
    void remember() {
        normalizations.forEach(NormalizationReader::remember);
    }

    /** Whether no scale has changed since the step before. */
    boolean isUnchanged() {
        return normalizations.stream().filter(NormalizationReader::isReadable).allMatch(NormalizationReader::isUnchanged);
    }

    /** Copies of the weights before each readable normalization, by its name. The caller closes them. */
    Map<String, NDArray> weights() {
        Map<String, NDArray> copies = new LinkedHashMap<>();
        normalizations.stream().filter(NormalizationReader::isReadable).forEach(each -> each.weights()
                .ifPresent(weights -> copies.put(each.name(), Numbers.copy(weights))));
        return copies;
    }

    /**
     * The angles from these copies of the weights of a reading, which are overwritten, to those of now, by the name of the
     * normalization.
     */
    Map<String, Double> anglesFrom(Map<String, NDArray> copies, StepReading reading) {
        Map<String, Double> angles = new LinkedHashMap<>();
        normalizations.forEach(each -> {
            NDArray earlier = copies.get(each.name());
            if (earlier != null) {
                double[] norms = reading.layers().get(each.name()).squaredNorm();
                each.weights().ifPresent(weights -> angles.put(each.name(), Numbers.angleFrom(earlier, norms, weights)));
            }
        });
        return angles;
    }

    /** All readable layers at one step, between the backward pass and the optimizer's. */
    StepReading read(long step, long examples) {
        Map<String, Reading> readings = new LinkedHashMap<>();
        for (NormalizationReader each : normalizations) {
            if (each.isReadable()) {
                readings.put(each.name(), each.read(examples));
            }
        }
        Map<String, RateBalance> balances = new LinkedHashMap<>();
        for (StreamReader each : streams) {
            balances.put(each.writer(), each.read(readings.get(each.writer())));
        }
        return new StepReading(step, Double.NaN, readings, balances);
    }
}
