package bn.experiments.report.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.experiments.report.Cell;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class ColumnTest {

    @Test
    void numbersOfSimilarSizeHaveTheSameNumberOfDecimals() {
        assertEquals(List.of("0.00", "0.25", "2.00", "NaN"), texts(0, 0.25, 2, Double.NaN));
        assertEquals(List.of("1,000", "60,000"), texts(1000, 60000));
    }

    @Test
    void numbersOfVeryDifferentSizeAreFormattedSeparately() {
        assertEquals(List.of("0.001875", "7.68"), texts(0.001875, 7.68));
        assertEquals(List.of("3×10⁻¹³", "2"), texts(3e-13, 2));
    }

    @Test
    void aColumnWithBlankCellsIsNumericAndOneWithTextIsNot() {
        assertTrue(Column.of(List.of(Cell.number(1), Cell.text(""))).isNumeric());
        assertFalse(Column.of(List.of(Cell.number(1), Cell.text("none"))).isNumeric());
        assertFalse(Column.of(List.of(Cell.text(""))).isNumeric());
        assertFalse(Column.of(List.of()).isNumeric());
    }

    private static List<String> texts(double... numbers) {
        List<Cell> cells = DoubleStream.of(numbers).mapToObj(Cell::number).toList();
        return cells.stream().map(Column.of(cells)::text).toList();
    }
}
