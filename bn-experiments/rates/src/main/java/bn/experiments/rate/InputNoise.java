package bn.experiments.rate;

import bn.experiments.data.Examples;
import java.util.SplittableRandom;

/** Independent Gaussian noise on every feature, drawn once: an example has the same noise whenever it is read. */
public final class InputNoise {
    /** The golden ratio's bits, which SplittableRandom itself uses to separate consecutive seeds. */
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private InputNoise() {}

    /**
     * Examples with noise.
     *
     * @param sigma standard deviation of the noise, at least 0
     * @param seed of the noise
     */
    public static Examples on(Examples clean, double sigma, long seed) {
        return clean.map((example, features, offset, width) -> {
            SplittableRandom noise = new SplittableRandom(new SplittableRandom(seed + GOLDEN_GAMMA * example).nextLong());
            for (int i = offset; i < offset + width; i++) {
                features[i] += sigma * noise.nextGaussian();
            }
        });
    }
}
