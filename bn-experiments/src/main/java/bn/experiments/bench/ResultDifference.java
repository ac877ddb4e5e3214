package bn.experiments.bench;

import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/** How far results lie apart. */
final class ResultDifference {

    private ResultDifference() { }

    /**
     * For each backend the largest over the arrays of: largest absolute difference from the first backend's array, by the
     * largest absolute value in that. Goes through the arrays of all side by side, so that few are on the host at a time.
     */
    static double[] fromFirst(List<Stream<double[]>> results) {
        List<Iterator<double[]>> arrays = results.stream().map(Stream::iterator).toList();
        double[] differences = new double[arrays.size()];
        while (arrays.get(0).hasNext()) {
            double[] reference = arrays.get(0).next();
            // The first with itself too: NaN is not hidden.
            differences[0] = Math.max(differences[0], relative(reference, reference));
            for (int i = 1; i < differences.length; i++) {
                differences[i] = Math.max(differences[i], relative(reference, arrays.get(i).next()));
            }
        }
        return differences;
    }

    /** Math.max, other than comparisons, passes NaN on. */
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
