package bn.experiments.model.keras;

import bn.experiments.model.ModelArray;
import java.util.Map;

/** Where the arrays of layers are in a file. */
interface KerasWeights {

    /**
     * The arrays of a layer by their roles, such as {@code kernel}; those that it does not have are missing.
     *
     * @param path names of the models that it is in, and its own
     */
    Map<String, ModelArray> of(KerasPath path, KerasLayer layer);
}
