package bn.experiments.bench;

import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/** How much the results of backends differ. */
final class ResultDifference {

    private ResultDifference() {}

    /**
     * For each backend, the largest relative difference of its arrays from those of the first backend: the largest absolute
     * difference in an array divided by the largest absolute value in the first backend's array. Fetches the arrays of all
     * backends one after the other, so that few are on the host at a time.
     */
    static double[] fromFirst(List<Stream<double[]>> results) {
        List<Iterator<double[]>> arrays = results.stream().map(Stream::iterator).toList();
        double[] differences = new double[arrays.size()];
        while (arrays.get(0).hasNext()) {
            double[] reference = arrays.get(0).next();
            // The first with itself as well, so that a NaN in it is reported.
            differences[0] = Math.max(differences[0], relative(reference, reference));
            for (int i = 1; i < differences.length; i++) {
                differences[i] = Math.max(differences[i], relative(reference, arrays.get(i).next()));
            }
        }
        return differences;
    }

    /** Keeps NaN, as Math.max does and a comparison does not. */
    private static double relative(double[] reference, double[] other) {
        double difference = 0;
        double largest = 0;
        for (int i = 0; i < reference.length; i++) {
            difference = Math.max(difference, Math.abs(other[i] - reference[i]));
            largest = Math.max(largest, Math.abs(reference[i]));
        }
        return difference == 0 ? 0 : difference / largest;
    }
}
