package bn.experiments.data.fetch;

import java.net.URI;
import java.net.http.HttpClient;
import java.util.function.Predicate;

/**
 * What fetches have in common.
 *
 * @param client follows no redirects
 * @param timeouts how long to wait for a server
 * @param clock the time
 * @param allowed from where it may be fetched
 * @param progress hears of it
 */
record Transport(HttpClient client, FetchTimeouts timeouts, FetchClock clock, Predicate<URI> allowed, FetchProgress progress) { }
