package bn.experiments.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.experiments.data.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadingTableTest {
    @TempDir
    private Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("readings.csv"), text);
    }

    /** By hand: unit 0 has lambda 2 and 4, unit 1 is dead, unit 2 has -0.5 twice. */
    @Test
    void layersAndStepsAreMeans() throws IOException {
        LayerReadings layer = ReadingTable.read(file("""
                step,layer,unit,gamma,gamma_grad,variance,weight_norm2,rows
                10,conv1,0,1,-2,3,2,64
                10,conv1,1,0.5,1,,2,64
                10,conv1,2,2,1,1,0,64
                7,other,5,1,-1,,,8
                20,conv1,2,2,1,1,0,64
                20,conv1,0,1,-4,3,2,64
                20,conv1,1,-0.0005,1,,2,64
                """)).get(0);
        assertEquals("conv1", layer.layer());
        assertEquals(List.of(10L, 20L, 2L), List.of(layer.firstStep(), layer.lastStep(), (long) layer.steps()));
        assertEquals(64, layer.rows());
        assertEquals(1, layer.dead());
        UnitReadings first = layer.units().get(0);
        assertEquals(3, first.lambda().mean());
        assertEquals(1, first.lambda().standardError(), 1e-15);
        assertEquals(4.5, first.alpha().mean());
        UnitReadings dead = layer.units().get(1);
        assertTrue(dead.dead());
        assertEquals(0, dead.lambda().count());
        assertEquals(2, dead.netRate().count());
        assertEquals(-0.5, layer.units().get(2).lambda().mean());
        assertTrue(Double.isNaN(layer.units().get(2).alpha().mean()), "|w| is 0");
        assertEquals(Math.sqrt((9 + 0.25) / 2), layer.lambdaRms(), 1e-15);
        assertEquals(Math.sqrt(0.5), layer.lambdaNoise(), 1e-15);
        assertEquals(4.5, layer.alphaMean());
        // Sums of -gamma dL/dgamma: 2 - 0.5 - 2 and 4 + 0.0005 - 2.
        assertEquals((-0.5 + 2.0005) / 2, layer.netRate().mean(), 1e-15);
        assertEquals((2.0005 + 0.5) / 2, layer.netRate().standardError(), 1e-15);
        assertEquals(2, layer.clear());
        // P(|t| > 2) with 1 degree of freedom is 0.2952, for each of two units.
        assertEquals(2 * 0.29517, layer.clearByChance(), 1e-4);
    }

    /** Without names, the rows are the units of one layer at one step, and there is no standard error. */
    @Test
    void twoColumnsAreEnough() throws IOException {
        List<LayerReadings> layers = ReadingTable.read(file("gamma_grad,gamma\n-1,2\n3,1\n"));
        assertEquals(1, layers.size());
        LayerReadings layer = layers.get(0);
        assertEquals(List.of(1L, 2L), layer.units().stream().map(UnitReadings::unit).toList());
        assertEquals(0.5, layer.units().get(0).lambda().mean());
        assertTrue(Double.isNaN(layer.units().get(0).lambda().standardError()));
        assertTrue(Double.isNaN(layer.clearByChance()) && Double.isNaN(layer.rows()) && Double.isNaN(layer.alphaMean()));
    }

    @Test
    void anArchiveIsNoTable() throws IOException {
        assertFalse(ReadingTable.isTable(file("PK\3\4")));
        assertFalse(ReadingTable.isTable(folder.resolve("none")));
        assertTrue(ReadingTable.isTable(file("gamma,gamma_grad\n")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "gamma,gamma_grad;1,x | line 2 has 'x' as gamma_grad, not a finite number",
            "gamma,gamma_grad;1,2;nan,1 | line 3 has 'nan' as gamma, not a finite number",
            "gamma,gamma_grad;1,2;1 | line 3 has 1 cells, not 2",
            "gamma,grad;1,2 | line 1 has a column 'grad'; it may have gamma, gamma_grad and layer, unit, step, variance",
            "gamma,step;1,2 | has no column gamma_grad; its first line has the names",
            "gamma,gamma,gamma_grad;1,1,2 | line 1 has the column gamma twice",
            "gamma,gamma_grad,variance;1,2,-1 | line 2 has -1.0 as variance, which is never negative",
            "gamma,gamma_grad,rows;1,2,1 | line 2 has '1' as rows, not a whole number of at least 2",
            "gamma,gamma_grad,step;1,2,1.5 | line 2 has '1.5' as step, not a whole number",
            "gamma,gamma_grad,rows;1,2,4;1,2,5 | line 3 has 5 rows for a unit of layer 1 at step 1, and line 2 has 4",
            "gamma,gamma_grad,unit;1,2,4;1,2,4 | line 3 is unit 4 of layer 1 at step 1 again, as line 2",
            "gamma,gamma_grad,unit,step;1,2,4,1;1,2,5,1;1,2,4,2 | line 4: layer 1 has 1 units at step 2, and not the 2 units",
            "gamma,gamma_grad | has no readings below its first line"})
    void badRowsAreRefusedWithTheirLine(String text, String said) throws IOException {
        Path file = file(text.replace(";", "\n") + "\n");
        String message = assertThrows(DataException.class, () -> ReadingTable.read(file)).getMessage();
        assertTrue(message.startsWith(file.toString()) && message.contains(said), message);
    }
}
