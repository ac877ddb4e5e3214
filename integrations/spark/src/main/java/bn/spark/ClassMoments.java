package bn.spark;

import bn.api.Moments;
import bn.experiments.data.Task;
import bn.experiments.data.csv.ClassKeys;
import bn.experiments.rate.TargetMoments;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The joint moments of features and classes, one-hot, from those of the features and their sums by class. */
final class ClassMoments {
    private ClassMoments() {}

    /** The classes in their order: numbers by value, then texts. Texts that are the same number are the same class. */
    static List<Object> keys(ClassSums sums) {
        return List.copyOf(groups(sums).keySet());
    }

    private static SortedMap<Object, List<Object>> groups(ClassSums sums) {
        SortedMap<Object, List<Object>> groups = new TreeMap<>(ClassKeys.ORDER);
        for (Object key : sums.keys()) {
            groups.merge(key instanceof Double ? key : ClassKeys.of(key.toString()), List.of(key), ClassMoments::join);
        }
        return groups;
    }

    private static List<Object> join(List<Object> some, List<Object> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    /**
     * The joint moments. With n_k of N rows of class k, its column has the scatter n_k (1 - n_k / N) with itself, -n_k n_l / N with
     * that of class l, and the sum of the class's deviations with a feature.
     */
    static TargetMoments of(PartMoments all) {
        SortedMap<Object, List<Object>> groups = groups(all.classes());
        List<Object> keys = List.copyOf(groups.keySet());
        long rows = all.moments().count();
        int features = all.classes().features();
        int width = features + keys.size();
        Moments inputs = all.moments().result();
        double[] mean = Arrays.copyOf(inputs.mean(), width);
        double[] scatter = new double[Math.multiplyExact(width, width)];
        for (int i = 0; i < features; i++) {
            System.arraycopy(inputs.scatterMatrix(), i * inputs.dimension(), scatter, i * width, features);
        }
        long[] counts = keys.stream().mapToLong(key -> groups.get(key).stream().mapToLong(all.classes()::count).sum()).toArray();
        for (int k = 0; k < counts.length; k++) {
            int column = features + k;
            mean[column] = (double) counts[k] / rows;
            for (int l = 0; l <= k; l++) {
                double same = l == k ? counts[k] : 0;
                set(scatter, width, column, features + l, same - counts[k] * ((double) counts[l] / rows));
            }
            for (Object key : groups.get(keys.get(k))) {
                double[] deviation = all.classes().deviation(key);
                for (int j = 0; j < features; j++) {
                    set(scatter, width, column, j, scatter[column * width + j] + deviation[j]);
                }
            }
        }
        return new TargetMoments(new Moments(rows, mean, scatter), Task.CLASSIFICATION,
                keys.stream().map(ClassKeys::name).toList());
    }

    private static void set(double[] matrix, int width, int i, int j, double value) {
        matrix[i * width + j] = value;
        matrix[j * width + i] = value;
    }
}
