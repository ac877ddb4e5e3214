package bn.theory.spectral;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The singular value decomposition G = U diag(sigma) V^T of a factor of S = G G^T, G of d rows whose lengths may differ by many
 * powers of ten. Errors of sigma_j are relative to sigma_j, and not to the largest, where the rows scaled to length 1 are far
 * from linearly dependent. A QR decomposition of G^T with pivoting is followed by one-sided Jacobi rotations of R^T (Demmel and
 * Veselic 1992; Drmac and Veselic 2008). Before these, columns of R^T of about the same length are made almost orthogonal all at
 * once, which saves most sweeps. A left inverse P of G takes all steps too and becomes V^T P.
 */
final class GradedFactor {
    /** It takes some 10. */
    private static final int MOST_SWEEPS = 60;
    /** Columns are combined up to this ratio of lengths, which costs the shortest so many roundings. */
    private static final double ALIKE = 1e4;
    /** Shorter than the longest by this, columns are combined again among themselves: the longer ones hid their products. */
    private static final double STEP = 1e2;

    private final int features;
    private final int rank;
    /** For each singular value sigma u, an entry a feature, then the row of V^T P. */
    private final double[][] columns;
    private final double[] lengths;

    /**
     * Decomposes. Both arrays are overwritten.
     *
     * @param factor rows of G, d of length r
     * @param inverse columns of P, d of length r
     */
    GradedFactor(double[][] factor, double[][] inverse) {
        features = factor.length;
        rank = factor[0].length;
        triangularize(factor, inverse);
        columns = new double[rank][2 * features];
        for (int k = 0; k < rank; k++) {
            for (int i = 0; i < features; i++) {
                columns[k][i] = factor[i][k];
                columns[k][features + i] = inverse[i][k];
            }
        }
        lengths = new double[rank];
        sort();
        for (int from = 0; from < rank;) {
            combine(from, countFrom(lengths[from] / ALIKE));
            sort();
            from = Math.max(from + 1, countFrom(lengths[from] / STEP));
        }
        rotate();
        sort();
    }

    private void sort() {
        Arrays.sort(columns, Comparator.comparingDouble(column -> -dot(column, column, 0, features)));
        measure();
    }

    /** The number of columns that are at least so long. */
    private int countFrom(double length) {
        return (int) Arrays.stream(lengths).filter(each -> each >= length).count();
    }

    private void measure() {
        Arrays.setAll(lengths, k -> Math.sqrt(dot(columns[k], columns[k], 0, features)));
    }

    /** sigma_j, the j-th largest. */
    double value(int j) {
        return lengths[j];
    }

    /** An entry of u_j. */
    double vector(int j, int feature) {
        return columns[j][feature] / lengths[j];
    }

    /** An entry of row j of V^T P. */
    double inverse(int j, int feature) {
        return columns[j][features + feature];
    }

    /** Reflections, each of the row that is longest in what is left, leave the rows of R^T; the columns of P are reflected along. */
    private static void triangularize(double[][] rows, double[][] inverse) {
        int d = rows.length;
        int r = rows[0].length;
        double[] left = Arrays.stream(rows).mapToDouble(row -> dot(row, row, 0, r)).toArray();
        for (int step = 0; step < r; step++) {
            int k = step;
            int pivot = IntStream.range(0, d).boxed().max(Comparator.comparingDouble(i -> left[i])).orElseThrow();
            double[] normal = rows[pivot].clone();
            double length = Math.copySign(Math.sqrt(dot(normal, normal, k, r)), normal[k]);
            normal[k] += length;
            double half = dot(normal, normal, k, r) / 2;
            left[pivot] = -1;
            rows[pivot][k] = -length;
            Arrays.fill(rows[pivot], k + 1, r, 0);
            IntStream.range(0, 2 * d).parallel().forEach(i -> {
                double[] vector = i < d ? rows[i] : inverse[i - d];
                if (half > 0 && (i >= d || left[i] >= 0)) {
                    double factor = dot(vector, normal, k, r) / half;
                    for (int j = k; j < r; j++) {
                        vector[j] -= factor * normal[j];
                    }
                }
                if (i < d && left[i] >= 0) {
                    left[i] = dot(vector, vector, k + 1, r);
                }
            });
        }
    }

    /** Takes some columns to the eigenvectors of the matrix of their products. */
    private void combine(int from, int to) {
        int count = to - from;
        double[] products = new double[count * count];
        IntStream.range(0, count).parallel().forEach(j -> {
            for (int k = 0; k <= j; k++) {
                products[j * count + k] = dot(columns[from + j], columns[from + k], 0, features);
                products[k * count + j] = products[j * count + k];
            }
        });
        double[] vectors = Eigenpairs.of(products, count).vectors();
        double[][] combined = new double[count][2 * features];
        IntStream.range(0, count).parallel().forEach(j -> {
            for (int k = 0; k < count; k++) {
                double factor = vectors[j * count + k];
                double[] column = columns[from + k];
                for (int i = 0; i < column.length; i++) {
                    combined[j][i] += factor * column[i];
                }
            }
        });
        System.arraycopy(combined, 0, columns, from, count);
    }

    /** Makes the columns orthogonal. The pairs of a round have no column in common, and so may run at once. */
    private void rotate() {
        int players = rank + rank % 2;
        for (int sweep = 0; sweep < MOST_SWEEPS; sweep++) {
            measure();
            boolean still = true;
            for (int round = 0; round < players - 1; round++) {
                int now = round;
                still &= IntStream.range(0, players / 2).parallel()
                        .map(pair -> rotate(seat(pair, now, players), seat(players - 1 - pair, now, players))).sum() == 0;
            }
            if (still) {
                return;
            }
        }
    }

    /** A tournament: seat 0 stays, the others move on by one each round. */
    private static int seat(int seat, int round, int players) {
        return seat == 0 ? 0 : (seat - 1 + round) % (players - 1) + 1;
    }

    /** Rotates two columns until they are orthogonal, the first one being the longer; 1 if they were not. */
    private int rotate(int one, int other) {
        if (one >= rank || other >= rank) {
            return 0;
        }
        int j = Math.min(one, other);
        int k = Math.max(one, other);
        if (lengths[j] < lengths[k]) {
            swap(j, k);
        }
        double[] a = columns[j];
        double[] b = columns[k];
        double cosine = dot(a, b, 0, features) / lengths[j] / lengths[k];
        if (!(Math.abs(cosine) > Math.sqrt(features) * Math.ulp(1.0))) {
            return 0;
        }
        double ratio = lengths[k] / lengths[j];
        double cotangent = (1 / ratio - ratio) / (2 * cosine);
        double tangent = Math.copySign(1, cosine) / (Math.abs(cotangent) + Math.hypot(1, cotangent));
        double cos = 1 / Math.hypot(1, tangent);
        double sin = cos * tangent;
        for (int i = 0; i < a.length; i++) {
            double x = a[i];
            a[i] = cos * x + sin * b[i];
            b[i] = cos * b[i] - sin * x;
        }
        lengths[j] = Math.sqrt(dot(a, a, 0, features));
        lengths[k] = Math.sqrt(dot(b, b, 0, features));
        return 1;
    }

    private void swap(int j, int k) {
        double[] column = columns[j];
        columns[j] = columns[k];
        columns[k] = column;
        double length = lengths[j];
        lengths[j] = lengths[k];
        lengths[k] = length;
    }

    /** Four sums, so that the processor need not wait for one. */
    private static double dot(double[] a, double[] b, int from, int to) {
        double first = 0;
        double second = 0;
        double third = 0;
        double fourth = 0;
        int i = from;
        for (; i + 3 < to; i += 4) {
            first += a[i] * b[i];
            second += a[i + 1] * b[i + 1];
            third += a[i + 2] * b[i + 2];
            fourth += a[i + 3] * b[i + 3];
        }
        for (; i < to; i++) {
            first += a[i] * b[i];
        }
        return first + second + (third + fourth);
    }
}
