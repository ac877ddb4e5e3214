package bn.experiments.data.fetch;

import java.net.URI;
import java.net.http.HttpClient;
import java.util.function.Predicate;

/**
 * The common settings of all downloads of a fetch.
 *
 * @param client an HTTP client that does not follow redirects
 * @param timeouts the timeouts
 * @param clock the clock
 * @param allowed the URLs from which files may be fetched
 * @param progress the listener
 */
record FetchContext(HttpClient client, FetchTimeouts timeouts, FetchClock clock, Predicate<URI> allowed,
        FetchProgress progress) {}
