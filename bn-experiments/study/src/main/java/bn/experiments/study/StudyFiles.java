package bn.experiments.study;

import bn.api.BnException;
import bn.api.Remedy;
import bn.experiments.result.Json;
import bn.experiments.result.OutputDirectory;
import bn.experiments.result.Sha256;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The files of a study, and their SHA-256 in {@code checksums.json}: a number that was changed is still a number, so nothing else
 * shows that a file is as it was written. Before a file is replaced, the checksum of the new one is written next to that of the old
 * one: whenever a process is killed, the file has one of the two.
 */
final class StudyFiles {
    private static final String CHECKSUMS = "checksums.json";
    private static final String SHA256 = "sha256";
    /** A file that is replaced while it is read may be newer than its checksum. */
    private static final int ATTEMPTS = 5;

    private final OutputDirectory folder;
    /** Checksums of the files as they were last read or written here; several where writing failed. */
    private final Map<String, List<String>> current = new HashMap<>();

    StudyFiles(OutputDirectory folder) {
        this.folder = folder;
    }

    /** A name with the folder's, for messages. */
    String path(String name) {
        return folder.label(name);
    }

    /** The folder, for messages. */
    String path() {
        return folder.label();
    }

    /** Whether a file is there. */
    boolean has(String name) {
        return folder.has(name);
    }

    /** The files that were written to this study, whether or not they are still there. */
    Set<String> written() {
        return folder.has(CHECKSUMS) ? new TreeSet<>(checksums().keySet()) : Set.of();
    }

    /**
     * Reads a file.
     *
     * @throws BnException if it is not as it was written
     */
    synchronized byte[] read(String name) {
        for (int attempt = 1;; attempt++) {
            byte[] bytes = folder.read(name);
            String sum = Sha256.of(bytes);
            List<String> known = checksums().get(name);
            if (known != null && known.contains(sum)) {
                current.put(name, List.of(sum));
                return bytes;
            }
            if (attempt == ATTEMPTS) {
                throw new BnException(path(name) + (known == null
                        ? " is not of this study: " + CHECKSUMS + " does not name it; move it away"
                        : " is damaged: it is not as bn wrote it, by its SHA-256 in " + CHECKSUMS + "; " + advice(name)),
                        known == null ? new Remedy[0]
                                : new Remedy[] {isTable(name) ? StudyRemedy.EXPERIMENT : StudyRemedy.OTHER_FOLDER});
            }
        }
    }

    private static String advice(String name) {
        return isTable(name) ? "put back a copy, or move it away and measure experiment '"
                + name.substring(0, name.length() - ResultTable.EXTENSION.length()) + "' again"
                : "put back a copy, or measure again in another folder";
    }

    private static boolean isTable(String name) {
        return name.endsWith(ResultTable.EXTENSION);
    }

    /** Writes a text file in UTF-8, in place of an older one that was read or written here before. */
    synchronized void write(String name, String text) {
        String sum = Sha256.of(text.getBytes(StandardCharsets.UTF_8));
        Map<String, List<String>> sums = folder.has(CHECKSUMS) ? checksums() : new TreeMap<>();
        List<String> possible = Stream.concat(current.getOrDefault(name, List.of()).stream(), Stream.of(sum)).distinct().toList();
        sums.put(name, possible);
        folder.write(CHECKSUMS, Json.text(Map.of(SHA256, sums)));
        // If this fails, it may have done its work all the same.
        current.put(name, possible);
        folder.write(name, text);
        current.put(name, List.of(sum));
    }

    private Map<String, List<String>> checksums() {
        String file = path(CHECKSUMS);
        if (!folder.has(CHECKSUMS)) {
            throw new BnException(file + " is missing, so that nothing shows whether the numbers of this study are as they were "
                    + "measured; put back a copy, or measure again in another folder (older versions of bn wrote no such file)",
                    StudyRemedy.OTHER_FOLDER);
        }
        try {
            JsonNode tree = Json.parse(folder.read(CHECKSUMS), file);
            if (!tree.path(SHA256).isObject()) {
                throw new BnException(file + " is damaged: it has no object " + SHA256);
            }
            // For each file those that it may have.
            Map<String, List<String>> sums = new TreeMap<>();
            tree.path(SHA256).properties().forEach(entry -> sums.put(entry.getKey(),
                    StreamSupport.stream(entry.getValue().spliterator(), false).map(JsonNode::asText).toList()));
            return sums;
        } catch (BnException e) {
            throw new BnException(e.getMessage() + "; put back a copy, or measure again in another folder", e,
                    StudyRemedy.OTHER_FOLDER);
        }
    }
}
