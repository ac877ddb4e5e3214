package bn.experiments.run;

import bn.api.BnException;
import bn.experiments.result.Csv;
import bn.experiments.result.OutputFolder;
import bn.experiments.result.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/** A table of a run: the same number of rows for each epoch, which begin with the epoch and the same keys, such as layer and unit. */
final class RunTable {
    private static final String NUMBER = "-?\\d+(\\.\\d+)?(E-?\\d+)?";

    private final String file;
    private final List<String> header;
    private final Pattern values;
    private Csv rows;

    /**
     * A table without rows.
     *
     * @param values how many columns of numbers, which may be empty, follow the keys
     * @param rest a pattern of what follows the numbers
     */
    RunTable(String file, List<String> header, int values, String rest) {
        this.file = file;
        this.header = header;
        this.values = Pattern.compile("(,(" + NUMBER + ")?){" + values + "}" + rest);
        rows = new Csv(header);
    }

    String file() {
        return file;
    }

    void row(Object... cells) {
        rows.row(cells);
    }

    /** The file's content. */
    String text() {
        return rows.toString();
    }

    /** The SHA-256 of the file's content. */
    String sha256() {
        return Sha256.of(bytes(text()));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Takes over the rows up to an epoch.
     *
     * @param keys what the rows of an epoch begin with after its number, such as ",1,2", in their order
     * @param epochs how many epochs to take; the file may have more, as it is written before the checkpoint
     * @param known of how many epochs the checksum is, which may be more or fewer, but not more than the file has
     * @param sha256 checksum of the table with these epochs
     * @throws BnException if the file is not such a table
     */
    void restore(OutputFolder folder, List<String> keys, int epochs, int known, String sha256) {
        if (!folder.has(file)) {
            throw damaged(folder, "it is missing");
        }
        // A byte is a character: what is not ASCII fits no pattern.
        String text = new String(folder.read(file), StandardCharsets.ISO_8859_1);
        String first = new Csv(header).toString();
        if (!text.startsWith(first)) {
            throw damaged(folder, "its first line is not " + first.strip());
        }
        int at = first.length();
        int line = 1;
        String upToKnown = first;
        String taken = first;
        for (int epoch = 1; epoch <= epochs || at < text.length(); epoch++) {
            for (String key : keys) {
                line++;
                int end = text.indexOf('\n', at);
                String begin = epoch + key;
                if (end < 0) {
                    throw damaged(folder, "it ends before line " + line + ", which should begin with " + begin);
                }
                if (!text.startsWith(begin, at) || !values.matcher(text).region(at + begin.length(), end).matches()) {
                    throw damaged(folder, "line " + line + " is no row of epoch " + epoch + " that begins with " + begin);
                }
                at = end + 1;
            }
            if (keys.isEmpty() && at < text.length()) {
                throw damaged(folder, "it has rows, and this network has no rates");
            }
            upToKnown = epoch == known ? text.substring(0, at) : upToKnown;
            taken = epoch == epochs ? text.substring(0, at) : taken;
        }
        if (!Sha256.of(bytes(upToKnown)).equals(sha256)) {
            throw damaged(folder, "its rows of epochs 1 to " + known + " are not those that were written: their SHA-256 is not that in "
                    + "manifest.json");
        }
        rows = Csv.continuing(header, taken);
    }

    private BnException damaged(OutputFolder folder, String what) {
        return RunFiles.damaged(folder.file(file), what);
    }
}
