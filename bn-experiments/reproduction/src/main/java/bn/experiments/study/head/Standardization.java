package bn.experiments.study.head;

import bn.experiments.data.Dataset;
import bn.experiments.data.Examples;
import bn.experiments.data.FeatureMap;

/**
 * Features at mean 0 and variance 1. Batch norm in the first layer does not see the units of the features; without it they would decide
 * how well a network trains. The pixels of images have one unit, and stay as they are.
 */
final class Standardization {

    private Standardization() {}

    /** The data set with features standardized by its training examples; a constant feature is 0. */
    static Dataset of(Dataset dataset) {
        Examples train = dataset.train();
        if (train.image().isPresent()) {
            return dataset;
        }
        int width = train.features();
        double[] row = new double[width];
        double[] mean = new double[width];
        double[] squares = new double[width];
        // Welford's recurrence: large means cost no digits of the variances.
        for (int i = 0; i < train.count(); i++) {
            train.copyFeatures(i, row, 0);
            for (int j = 0; j < width; j++) {
                double off = row[j] - mean[j];
                mean[j] += off / (i + 1);
                squares[j] += off * (row[j] - mean[j]);
            }
        }
        FeatureMap map = (example, features, offset, count) -> {
            for (int j = 0; j < count; j++) {
                double deviation = Math.sqrt(squares[j] / train.count());
                features[offset + j] = deviation > 0 ? (features[offset + j] - mean[j]) / deviation : 0;
            }
        };
        return new Dataset(dataset.name(), dataset.description(), train.map(map), dataset.test().map(map), dataset.target(),
                dataset.classNames(), dataset.files());
    }
}
