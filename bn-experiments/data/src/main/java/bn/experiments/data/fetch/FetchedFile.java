package bn.experiments.data.fetch;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A file that is present and has the right content.
 *
 * @param path the path of the file
 * @param from the URL from which it was downloaded; empty if it was present before
 */
public record FetchedFile(Path path, Optional<URI> from) {}
