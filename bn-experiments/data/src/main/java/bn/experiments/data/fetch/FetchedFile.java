package bn.experiments.data.fetch;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A file that is now present with the right content.
 *
 * @param path where it is
 * @param from where it was downloaded from; empty if it was there already
 */
public record FetchedFile(Path path, Optional<URI> from) { }
