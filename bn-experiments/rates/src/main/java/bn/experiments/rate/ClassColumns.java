package bn.experiments.rate;

import bn.api.Moments;
import java.util.List;
import java.util.stream.Stream;

/** The one-hot columns of classes in joint moments. */
final class ClassColumns {
    private ClassColumns() {}

    /** The classes of both: the first ones, then those that only the second has. */
    static List<String> union(List<String> first, List<String> second) {
        return Stream.concat(first.stream(), second.stream()).distinct().toList();
    }

    /** Moments with a column for each class of a longer list: constantly 0 for a class that has no examples. */
    static Moments widen(Moments joint, List<String> classes, List<String> all) {
        if (classes.equals(all)) {
            return joint;
        }
        int features = joint.dimension() - classes.size();
        int width = features + all.size();
        double[] mean = new double[width];
        double[] scatter = new double[width * width];
        for (int i = 0; i < joint.dimension(); i++) {
            int row = widened(i, features, classes, all);
            mean[row] = joint.mean()[i];
            for (int j = 0; j < joint.dimension(); j++) {
                scatter[row * width + widened(j, features, classes, all)] = joint.scatterMatrix()[i * joint.dimension() + j];
            }
        }
        return new Moments(joint.count(), mean, scatter);
    }

    private static int widened(int column, int features, List<String> classes, List<String> all) {
        return column < features ? column : features + all.indexOf(classes.get(column - features));
    }
}
