package bn.experiments.watch;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;

/** Which path has which answer: the files of the page, the data, and nothing else. */
final class Routes implements HttpHandler {
    private final PageFiles files = new PageFiles();
    private final SnapshotPoller poller;
    private final EventStreams events;

    Routes(SnapshotPoller poller, EventStreams events) {
        this.poller = poller;
        this.events = events;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        // As it was sent: no path is decoded or made shorter, so none has two spellings.
        String path = exchange.getRequestURI().getRawPath();
        switch (path) {
            case "/events" -> events(exchange);
            case "/snapshot.json" -> snapshot().send(exchange);
            default -> files.answer(path).send(exchange);
        }
    }

    private void events(HttpExchange exchange) throws IOException {
        if (exchange.getRequestMethod().equals("HEAD")) {
            new Answer(200, EventStreams.TYPE, new byte[0]).send(exchange);
        } else {
            events.serve(exchange);
        }
    }

    private Answer snapshot() {
        Update update = poller.latest().update();
        return update.problem() ? Answer.text(503, update.text()) : Answer.json(update.text());
    }
}
