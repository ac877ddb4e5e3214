package bn.experiments.report.html;

import bn.experiments.report.Cell;
import bn.experiments.report.Table;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A link that contains a table as CSV (RFC 4180), with all digits of its numbers. */
final class CsvLink {

    private CsvLink() {
    }

    /** The table as a {@code data:} URL. */
    static String of(Table table) {
        String csv = Stream.concat(Stream.of(table.headers()), table.rows().stream().map(CsvLink::fields))
                .map(CsvLink::line).collect(Collectors.joining());
        // URLEncoder encodes for forms, where a space is a plus sign; in a URL it is %20.
        return "data:text/csv;charset=utf-8," + URLEncoder.encode(csv, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static List<String> fields(List<Cell> row) {
        return row.stream().map(cell -> cell instanceof Cell.Number number ? Double.toString(number.value())
                : ((Cell.Text) cell).text()).toList();
    }

    private static String line(List<String> fields) {
        return fields.stream().map(CsvLink::quoted).collect(Collectors.joining(",", "", "\r\n"));
    }

    private static String quoted(String field) {
        boolean plain = field.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? field : '"' + field.replace("\"", "\"\"") + '"';
    }
}
