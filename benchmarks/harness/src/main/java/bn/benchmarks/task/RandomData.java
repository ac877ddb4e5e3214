package bn.benchmarks.task;

import java.util.SplittableRandom;

/** The data of a run. The same stream of the same run is the same in every worker; the streams are independent. */
final class RandomData {

    private RandomData() { }

    /** Normal numbers. */
    static float[] normal(int stream, int count, double mean, double deviation) {
        SplittableRandom random = random(stream);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (mean + deviation * random.nextGaussian());
        }
        return values;
    }

    /** Classes from 0, all equally likely. */
    static int[] labels(int stream, int count, int classes) {
        return random(stream).ints(count, 0, classes).toArray();
    }

    /** Bytes, all equally likely. */
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
