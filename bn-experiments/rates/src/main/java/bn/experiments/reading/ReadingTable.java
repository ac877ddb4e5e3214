package bn.experiments.reading;

import bn.experiments.data.DataException;
import bn.experiments.data.csv.NamedRows;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A CSV file of readings, a row for a unit at a step. It has the columns {@code gamma} and {@code gamma_grad}; {@code layer}, {@code unit}
 * and {@code step} say what a row is of, and without them all rows are of one layer, numbered in their order, and of one step. Optional
 * are {@code variance}, Var(u), and {@code weight_norm2}, |w|^2, for alpha, both possibly empty, and {@code rows}, the number N of
 * examples times positions in the batch, by which readings are weighted.
 */
public final class ReadingTable {
    private static final String GAMMA = "gamma";
    private static final String GRADIENT = "gamma_grad";
    private static final String LAYER = "layer";
    private static final String UNIT = "unit";
    private static final String STEP = "step";
    private static final String VARIANCE = "variance";
    private static final String NORM = "weight_norm2";
    private static final String ROWS = "rows";

    private final Path file;
    private final Map<String, SortedMap<Long, SortedMap<Long, GammaReading>>> layers = new LinkedHashMap<>();

    private ReadingTable(Path file) {
        this.file = file;
    }

    /** Whether a file can be such a table: it is there, and no zip archive as an .npz file is. */
    public static boolean isTable(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return in.read() != 'P' || in.read() != 'K';
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Reads a file.
     *
     * @return its layers in the order of their first rows
     * @throws DataException if it cannot be read, a row is wrong, or a step lacks units; the message has the line
     */
    public static List<LayerReadings> read(Path file) {
        ReadingTable table = new ReadingTable(file);
        try (NamedRows rows = new NamedRows(file, List.of(GAMMA, GRADIENT),
                List.of(LAYER, UNIT, STEP, VARIANCE, NORM, ROWS))) {
            while (rows.next()) {
                table.add(rows);
            }
            if (table.layers.isEmpty()) {
                throw new DataException(file + " has no readings below its first line");
            }
            table.layers.forEach(table::check);
            return table.layers.entrySet().stream()
                    .map(layer -> LayerReadings.of(layer.getKey(), layer.getValue(), rows.has(ROWS))).toList();
        }
    }

    private void add(NamedRows rows) {
        String layer = rows.has(LAYER) ? rows.text(LAYER) : "1";
        long step = rows.has(STEP) ? rows.whole(STEP, 0) : 1;
        SortedMap<Long, GammaReading> units = layers.computeIfAbsent(layer, name -> new TreeMap<>())
                .computeIfAbsent(step, number -> new TreeMap<>());
        long unit = rows.has(UNIT) ? rows.whole(UNIT, 0) : units.size() + 1;
        GammaReading reading = new GammaReading(rows.number(GAMMA), rows.number(GRADIENT), notNegative(rows, VARIANCE),
                notNegative(rows, NORM), rows.has(ROWS) ? rows.whole(ROWS, 2) : 1, rows.line());
        GammaReading before = units.put(unit, reading);
        if (before != null) {
            throw rows.wrong("is unit " + unit + " of layer " + layer + " at step " + step + " again, as line " + before.line());
        }
        GammaReading first = units.get(units.firstKey());
        if (first.rows() != reading.rows()) {
            throw rows.wrong("has " + reading.rows() + " rows for a unit of layer " + layer + " at step " + step + ", and line "
                    + first.line() + " has " + first.rows() + "; the units of a layer see the same batch");
        }
    }

    private static double notNegative(NamedRows rows, String column) {
        double number = rows.has(column) ? rows.numberOrNaN(column) : Double.NaN;
        if (number < 0) {
            throw rows.wrong("has " + number + " as " + column + ", which is never negative");
        }
        return number;
    }

    private void check(String layer, SortedMap<Long, SortedMap<Long, GammaReading>> steps) {
        SortedMap<Long, GammaReading> first = steps.get(steps.firstKey());
        steps.forEach((step, units) -> {
            if (!units.keySet().equals(first.keySet())) {
                long last = units.values().stream().mapToLong(GammaReading::line).max().orElseThrow();
                throw new DataException(file + ", line " + last + ": layer " + layer + " has " + units.size()
                        + " units at step " + step + ", and not the " + first.size() + " units that it has at step "
                        + steps.firstKey() + "; was the file cut off?");
            }
        });
    }
}
