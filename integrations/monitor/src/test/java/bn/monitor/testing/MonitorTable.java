package bn.monitor.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A CSV file of a monitor folder, read back: a map from column to cell for each row. */
public record MonitorTable(List<Map<String, String>> rows) {

    /** Reads a file. */
    public static MonitorTable read(Path file) throws IOException {
        List<List<String>> lines = parse(Files.readString(file));
        List<String> header = lines.get(0);
        List<Map<String, String>> rows = new ArrayList<>();
        for (List<String> line : lines.subList(1, lines.size())) {
            if (line.size() != header.size()) {
                throw new IOException(file + ": " + line.size() + " cells under " + header.size() + " columns");
            }
            Map<String, String> row = new LinkedHashMap<>();
            for (int i = 0; i < header.size(); i++) {
                row.put(header.get(i), line.get(i));
            }
            rows.add(row);
        }
        return new MonitorTable(rows);
    }

    /** The rows with a value in a column. */
    public MonitorTable where(String column, String value) {
        return new MonitorTable(rows.stream().filter(each -> each.get(column).equals(value)).toList());
    }

    /** A column of numbers; NaN for an empty cell. */
    public double[] numbers(String column) {
        return rows.stream().map(each -> each.get(column))
                .mapToDouble(each -> each.isEmpty() ? Double.NaN : Double.parseDouble(each))
                .toArray();
    }

    private static List<List<String>> parse(String text) throws IOException {
        List<List<String>> lines = new ArrayList<>();
        List<String> line = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            if (each == '"') {
                // Two quotes in a quoted cell are one.
                if (!quoted && i > 0 && text.charAt(i - 1) == '"') {
                    cell.append('"');
                }
                quoted = !quoted;
            } else if (quoted || each != ',' && each != '\n') {
                cell.append(each);
            } else {
                line.add(cell.toString());
                cell.setLength(0);
                if (each == '\n') {
                    lines.add(line);
                    line = new ArrayList<>();
                }
            }
        }
        if (quoted || !line.isEmpty() || cell.length() > 0) {
            throw new IOException("the last row is not whole");
        }
        return lines;
    }
}
