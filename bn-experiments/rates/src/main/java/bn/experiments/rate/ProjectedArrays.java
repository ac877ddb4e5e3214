package bn.experiments.rate;

import bn.api.Moments;
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

    /**
     * Reads them.
     *
     * @param joint the moments that they belong to
     * @throws DataException if they are not the moments of so many examples along directions of the first columns
     */
    static ProjectedMoments read(NpzFile archive, Path file, Moments joint) {
        try (NpyArray array = archive.array("directions")) {
            if (array.rows() == 0) {
                throw new DataException(file + ", array 'directions' has no direction; leave it out");
            }
            if (array.rows() > Integer.MAX_VALUE / COLUMNS || array.columns() == 0 || array.columns() > joint.dimension()) {
                throw new DataException(file + ", array 'directions' is " + array.rows() + " x " + array.columns() + "; it has a "
                        + "row for each direction and 1 to " + joint.dimension() + " columns");
            }
            int k = (int) array.rows();
            double[] all = MomentsFile.numbers(archive, "directions", k, array.columns(), file);
            double[] sums = MomentsFile.numbers(archive, "projected", k, COLUMNS, file);
            double[][] directions = new double[k][];
            List<CentralMoments> along = new ArrayList<>();
            for (int i = 0; i < k; i++) {
                directions[i] = Arrays.copyOfRange(all, i * array.columns(), (i + 1) * array.columns());
                int at = i * COLUMNS;
                String row = file + ", array 'projected', row " + (i + 1) + ": the first column";
                long count = MomentsFile.count(sums[at], row);
                if (count != joint.count() || sums[at + 2] < 0 || sums[at + 4] < 0) {
                    throw new DataException(row + " is " + count + " and the even powers add up to " + sums[at + 2] + " and "
                            + sums[at + 4] + "; it is the file's count " + joint.count() + ", and they are not negative");
                }
                along.add(new CentralMoments(count, sums[at + 1], sums[at + 2], sums[at + 3], sums[at + 4]));
            }
            return new ProjectedMoments(directions, along);
        }
    }
}
