package bn.experiments.reproduce;

import bn.api.backend.Backend;
import bn.api.norm.NormalizationProvider;
import bn.experiments.data.Dataset;

/**
 * What an experiment runs on.
 *
 * @param dataset a data set for classification
 * @param backend computes it
 * @param batchNorm makes the networks' batch normalizations
 * @param scale how large it is
 * @param seed of everything random in it
 * @param progress told how far it is
 */
public record Conditions(Dataset dataset, Backend backend, NormalizationProvider batchNorm, Scale scale, long seed,
        Progress progress) {

    /** The data set, images at half their width and height: enough for linear problems, and sixteen times quicker to solve. */
    Dataset pooled() {
        boolean even = dataset.train().image().filter(size -> size.height() % 2 == 0 && size.width() % 2 == 0).isPresent();
        return even ? dataset.pool(2) : dataset;
    }
}
