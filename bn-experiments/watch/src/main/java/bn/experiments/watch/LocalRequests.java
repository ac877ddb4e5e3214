package bn.experiments.watch;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Lets requests pass that only read and that name this machine, and gives every answer the headers that forbid the page all but its
 * own files. The name matters: a page of another site whose name was made to point to 127.0.0.1 sends its own name (DNS rebinding).
 */
final class LocalRequests extends Filter {
    private static final String CONTENT_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
            + "img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    private static final List<String> NAMES = List.of("127.0.0.1", "localhost", "[::1]");
    private static final int DEFAULT_PORT = 80;

    private final Set<String> hosts;

    LocalRequests(int port) {
        Stream<String> withPort = NAMES.stream().map(name -> name + ":" + port);
        // Browsers leave out the default port.
        hosts = Stream.concat(withPort, port == DEFAULT_PORT ? NAMES.stream() : Stream.empty()).collect(Collectors.toSet());
    }

    @Override
    public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
        Headers answer = exchange.getResponseHeaders();
        answer.set("Content-Security-Policy", CONTENT_POLICY);
        answer.set("X-Content-Type-Options", "nosniff");
        answer.set("Referrer-Policy", "no-referrer");
        answer.set("Cross-Origin-Resource-Policy", "same-origin");
        answer.set("Cache-Control", "no-store");
        if (!namesThisMachine(exchange.getRequestHeaders().get("Host"))) {
            Answer.text(403, "Open this page as http://127.0.0.1 or http://localhost with the port of the server.")
                    .send(exchange);
        } else if (!Set.of("GET", "HEAD").contains(exchange.getRequestMethod())) {
            answer.set("Allow", "GET, HEAD");
            Answer.text(405, "Only GET and HEAD are answered.").send(exchange);
        } else {
            chain.doFilter(exchange);
        }
    }

    private boolean namesThisMachine(List<String> host) {
        return host != null && host.size() == 1 && hosts.contains(host.get(0).toLowerCase(Locale.ROOT));
    }

    @Override
    public String description() {
        return "requests of this machine that only read";
    }
}
