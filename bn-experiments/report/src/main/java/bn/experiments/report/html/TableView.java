package bn.experiments.report.html;

import bn.experiments.report.Cell;
import bn.experiments.report.Table;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The values of the template for a table. */
final class TableView {
    /** A longer table scrolls on a screen, so the page says how many rows it has. */
    private static final int ROWS_IN_VIEW = 11;

    private TableView() {
    }

    static Map<String, Object> of(Table table, String fileName) {
        List<Column> columns = IntStream.range(0, table.headers().size())
                .mapToObj(j -> Column.of(table.rows().stream().map(row -> row.get(j)).toList())).toList();
        return Map.of("caption", table.caption(), "file", fileName + ".csv", "csv", CsvLink.of(table),
                "count", table.rows().size(), "isLong", table.rows().size() > ROWS_IN_VIEW,
                "headers", IntStream.range(0, columns.size()).mapToObj(j -> Map.of(
                        "text", table.headers().get(j), "numeric", columns.get(j).isNumeric())).toList(),
                "rows", table.rows().stream().map(row -> Map.of("cells", cells(row, columns))).toList());
    }

    private static List<Map<String, Object>> cells(List<Cell> row, List<Column> columns) {
        return IntStream.range(0, columns.size()).mapToObj(j -> Map.<String, Object>of("text", columns.get(j).text(row.get(j)),
                "exact", exact(row.get(j)), "numeric", columns.get(j).isNumeric())).toList();
    }

    /** A number with all digits; blank for text. */
    private static String exact(Cell cell) {
        return cell instanceof Cell.Number number ? Double.toString(number.value()) : "";
    }
}
