package bn.benchmarks.task;

import java.util.SplittableRandom;

/** Random data. A stream has the same numbers in every worker of a run; different streams are independent. */
final class RandomData {
    /** The first stream for weights; there are as many as layers with weights. */
    static final int FIRST_WEIGHTS = 100;

    private RandomData() {}

    /** Normally distributed numbers. */
    static float[] normal(int stream, int count, double mean, double deviation) {
        SplittableRandom random = random(stream);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (mean + deviation * random.nextGaussian());
        }
        return values;
    }

    /** Classes, counted from 0; all are equally likely. */
    static int[] labels(int stream, int count, int classes) {
        return random(stream).ints(count, 0, classes).toArray();
    }

    /** Bytes; all values are equally likely. */
    static byte[] bytes(int stream, int count) {
        byte[] values = new byte[count];
        random(stream).nextBytes(values);
        return values;
    }

    private static SplittableRandom random(int stream) {
        SplittableRandom random = new SplittableRandom(Settings.seed());
        for (int i = 0; i < stream; i++) {
            random.split();
        }
        return random.split();
    }
}
