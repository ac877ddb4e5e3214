package bn.experiments.study.choice;

import bn.experiments.data.Examples;
import java.util.SplittableRandom;

/**
 * Noise that is part of a problem: training, validation and test examples all have it.
 *
 * @param labels fraction of the labels that are drawn anew, each class as likely
 * @param inputs standard deviation of Gaussian noise on each input, in root-mean-square deviations of the clean inputs
 */
record Corruption(double labels, double inputs) {
    static final Corruption NONE = new Corruption(0, 0);

    /**
     * The examples with noise, drawn once for each example. Larger fractions of labels contain smaller ones, and larger noise on the
     * inputs is a multiple of smaller.
     *
     * @param deviation root-mean-square deviation of the clean inputs
     */
    Examples of(Examples clean, double deviation, long seed) {
        SplittableRandom source = new SplittableRandom(seed);
        long first = source.nextLong();
        Examples examples = labels == 0 ? clean : clean.relabel(relabelled(clean, source));
        double sigma = inputs * deviation;
        return sigma == 0 ? examples : examples.map((example, features, offset, width) -> {
            // A generator for each example: the same whatever the order of reading.
            SplittableRandom random = new SplittableRandom(first + example);
            for (int i = 0; i < width; i++) {
                features[offset + i] += sigma * random.nextGaussian();
            }
        });
    }

    private int[] relabelled(Examples clean, SplittableRandom random) {
        int[] changed = new int[clean.count()];
        for (int i = 0; i < changed.length; i++) {
            double chance = random.nextDouble();
            int drawn = random.nextInt(clean.targets());
            changed[i] = chance < labels ? drawn : clean.label(i);
        }
        return changed;
    }
}
