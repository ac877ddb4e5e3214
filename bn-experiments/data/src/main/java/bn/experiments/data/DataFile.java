package bn.experiments.data;

/**
 * Where examples came from, for manifests.
 *
 * @param name the file as it was opened, or for drawn examples what was drawn
 * @param sha256 SHA-256 of the content in lower-case hexadecimal; of a gzip file, of what it holds, not of its compression
 */
public record DataFile(String name, String sha256) { }
