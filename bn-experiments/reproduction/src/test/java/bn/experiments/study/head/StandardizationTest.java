package bn.experiments.study.head;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import bn.experiments.data.Dataset;
import bn.experiments.data.FeatureMap;
import bn.experiments.data.digits.SyntheticDigits;
import java.util.List;
import org.junit.jupiter.api.Test;

class StandardizationTest {

    @Test
    void rowsHaveMeanZeroAndVarianceOneAndImagesStay() {
        Dataset images = SyntheticDigits.draw(1, 50, 10);
        assertSame(images, Standardization.of(images));
        FeatureMap units = (example, features, offset, width) -> {
            for (int j = 0; j < width; j++) {
                features[offset + j] = j == 0 ? 7 : 1e6 + 1000 * features[offset + j];
            }
        };
        Dataset rows = new Dataset("rows", "", images.train().map(units), images.test().map(units), "digit", images.classNames(),
                List.of());
        Dataset standardized = Standardization.of(rows);
        double[] row = new double[rows.train().features()];
        double sum = 0;
        double squares = 0;
        int middle = row.length / 2 + 14;
        for (int i = 0; i < 50; i++) {
            standardized.train().copyFeatures(i, row, 0);
            assertEquals(0, row[0]);
            sum += row[middle];
            squares += row[middle] * row[middle];
        }
        // Rounding of 1e6, relative to deviations of some hundreds.
        assertEquals(0, sum / 50, 1e-9);
        assertEquals(1, squares / 50, 1e-9);
    }
}
