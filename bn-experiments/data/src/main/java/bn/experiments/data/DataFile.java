package bn.experiments.data;

import java.io.Serializable;

/**
 * The origin of examples, for manifests.
 *
 * @param name the path of the file as it was opened; for synthetic examples, a description
 * @param sha256 SHA-256 of the content in lower-case hexadecimal; for a gzip file, of the decompressed content
 */
public record DataFile(String name, String sha256) implements Serializable {}
