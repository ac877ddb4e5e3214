package bn.experiments.model;

import bn.api.BnException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** The arrays of one module of a state dict, by the last parts of their names. */
record StateDictModule(String path, Map<String, ModelArray> arrays, String file) {
    static final String MEAN = "running_mean";
    static final String VARIANCE = "running_var";
    private static final String BATCHES = "num_batches_tracked";

    /** Whether a module has running statistics. */
    static boolean isBatchNorm(Map<String, ModelArray> module) {
        return module.containsKey(MEAN) || module.containsKey(VARIANCE);
    }

    /** The number of channels, by the running statistics. */
    int channels() {
        ModelArray statistics = Stream.of(VARIANCE, MEAN).filter(arrays::containsKey).map(arrays::get).findFirst().orElseThrow();
        if (statistics.shape().size() != 1) {
            throw wrong(arrays.containsKey(VARIANCE) ? VARIANCE : MEAN, statistics, "one number a channel");
        }
        return statistics.shape().get(0);
    }

    /** One number a channel, if the module has them. */
    Optional<double[]> channelwise(String name) {
        ModelArray array = arrays.get(name);
        if (array != null && !array.shape().equals(List.of(channels()))) {
            throw wrong(name, array, channels() + " numbers");
        }
        return Optional.ofNullable(array).map(ModelArray::values);
    }

    /** How many batches the running statistics have seen, if the module says. */
    OptionalLong batches() {
        ModelArray array = arrays.get(BATCHES);
        if (array == null) {
            return OptionalLong.empty();
        }
        if (array.count() != 1) {
            throw wrong(BATCHES, array, "one number");
        }
        double count = array.values()[0];
        if (!(count >= 0 && count == Math.rint(count))) {
            throw new BnException(file + " is damaged: '" + name(BATCHES) + "' is " + count
                    + ", which is no count; get it again from where it came from, or make it again");
        }
        return OptionalLong.of((long) count);
    }

    private String name(String last) {
        return path.isEmpty() ? last : path + "." + last;
    }

    private BnException wrong(String name, ModelArray array, String right) {
        return new BnException(file + " is damaged: array '" + name(name) + "' has the shape " + array.shape() + ", not " + right
                + "; get it again from where it came from, or make it again");
    }
}
