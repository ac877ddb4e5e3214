package bn.experiments.rate;

import bn.experiments.data.DataException;
import bn.experiments.data.npy.NpyArray;
import bn.experiments.data.npy.NpyWriter;
import bn.experiments.data.npy.NpzFile;
import bn.theory.moments.CentralMoments;
import bn.theory.moments.ProjectedMoments;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Moments along directions as arrays: the directions, K x d, and K x 5 of count, mean and the sums of powers 2 to 4. */
final class ProjectedArrays {
    private static final int COLUMNS = 5;

    private ProjectedArrays() { }

    static void write(NpyWriter.Archive archive, ProjectedMoments projected) throws IOException {
        double[][] v = projected.directions();
        archive.add("directions", Arrays.stream(v).flatMapToDouble(Arrays::stream).toArray(), v.length, v[0].length);
        double[] sums = projected.along().stream().flatMapToDouble(along -> Arrays.stream(new double[] {
            along.count(), along.mean(), along.second(), along.third(), along.fourth()})).toArray();
        archive.add("projected", sums, v.length, COLUMNS);
    }

    static ProjectedMoments read(NpzFile archive, Path file) {
        try (NpyArray array = archive.array("directions")) {
            int k = (int) Math.min(Integer.MAX_VALUE, array.rows());
            if (k == 0) {
                throw new DataException(file + ", array 'directions' has no direction; leave it out");
            }
            double[] sums = MomentsFile.numbers(archive, "projected", k, COLUMNS, file);
            double[][] directions = new double[k][array.columns()];
            List<CentralMoments> along = new ArrayList<>();
            for (int i = 0; i < k; i++) {
                array.read(directions[i], 0, array.columns(), 1);
                int at = i * COLUMNS;
                if (!(sums[at] >= 1)) {
                    throw new DataException(file + ", array 'projected' has a count of " + sums[at] + " in row " + (i + 1));
                }
                along.add(new CentralMoments((long) sums[at], sums[at + 1], sums[at + 2], sums[at + 3], sums[at + 4]));
            }
            return new ProjectedMoments(directions, along);
        }
    }
}
