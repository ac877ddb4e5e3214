package bn.experiments.data.fetch;

import bn.api.BnException;
import bn.api.InvalidRequestException;
import bn.experiments.data.DataException;
import bn.experiments.data.DataRemedy;
import bn.experiments.result.OutputFile;
import bn.experiments.result.OutputFolder;
import bn.experiments.result.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Downloads data sets over HTTPS.
 *
 * <p>A file is written next to its place, checked by its published size and checksum and then renamed, so that a file in its
 * place is whole and right whenever the program is stopped. What has come of a file stays and is completed by the next attempt,
 * if the server can send parts. Each fetch has a partial file of its own: two that fetch the same file both end with the right
 * one. A mirror gets a bounded number of requests and has to send at a bounded rate; then the next one is asked.
 */
public final class Fetcher {
    private final boolean offline;
    private final FetchTimeouts timeouts;
    private final FetchClock clock;
    private final boolean plainLoopback;

    /**
     * A fetcher.
     *
     * @param offline whether to ask no server and fail if a file is missing
     */
    public Fetcher(boolean offline) {
        this(offline, FetchTimeouts.USUAL, FetchClock.SYSTEM, false);
    }

    /** A fetcher that may also use HTTP without encryption, from this machine only. */
    Fetcher(boolean offline, FetchTimeouts timeouts, FetchClock clock, boolean plainLoopback) {
        this.offline = offline;
        this.timeouts = timeouts;
        this.clock = clock;
        this.plainLoopback = plainLoopback;
    }

    /**
     * Makes sure that all files of a data set are there with the right content.
     *
     * @param places folders in which the whole data set may lie already
     * @param folder where missing files go; made if it is not there
     * @return the files in the source's order
     * @throws DataException if a file is missing offline, cannot be written, or no mirror has it; the message says why for each
     */
    public List<FetchedFile> fetch(DataSource source, List<Path> places, Path folder, FetchProgress progress) {
        Path home = source.findIn(places).orElse(folder);
        List<URI> mirrors = new ArrayList<>(source.mirrors());
        List<FetchedFile> files = new ArrayList<>();
        for (SourceFile file : source.files()) {
            Optional<Path> present = file.in(home);
            files.add(present.isPresent() ? new FetchedFile(present.get(), Optional.empty())
                    : download(source, file, home, mirrors, progress));
        }
        return files;
    }

    private FetchedFile download(DataSource source, SourceFile file, Path folder, List<URI> mirrors, FetchProgress progress) {
        Path place = folder.resolve(file.name());
        if (offline) {
            throw new DataException(file.name() + " of " + source.name() + " is not in " + folder
                    + " (or not with the right content), and offline nothing is downloaded; allow requests to servers",
                    DataRemedy.ONLINE);
        }
        mirrors.forEach(this::check);
        Transport transport = new Transport(HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(timeouts.connect()).followRedirects(HttpClient.Redirect.NEVER).build(),
                timeouts, clock, this::isAllowed, progress);
        Path target = target(place);
        List<String> failures = new ArrayList<>();
        for (URI mirror : List.copyOf(mirrors)) {
            URI from = mirror.resolve(file.name());
            Optional<String> failure = new MirrorFile(transport, from, file, target).fetch();
            if (failure.isEmpty()) {
                return new FetchedFile(place, Optional.of(from));
            }
            failures.add(from + ": " + failure.get());
            // The next file is asked for there last.
            mirrors.remove(mirror);
            mirrors.add(mirror);
        }
        throw new DataException("could not fetch " + file.name() + " of " + source.name() + " from any mirror; "
                + String.join("; ", failures) + "; check the connection and run it again, or put the file into " + folder);
    }

    /** Where a file goes, so that it can be renamed there: the end of a link. Nothing is fetched for what cannot be written. */
    private static Path target(Path place) {
        try {
            new OutputFolder(place.toAbsolutePath().getParent());
        } catch (BnException e) {
            throw new DataException(e.getMessage() + " with BN_DATA", e);
        }
        OutputFile.at(place);
        try {
            return Files.exists(place) ? place.toRealPath() : place;
        } catch (IOException e) {
            throw new DataException("cannot write " + place + ": " + Reason.of(e), e);
        }
    }

    private void check(URI mirror) {
        if (!isAllowed(mirror)) {
            throw new InvalidRequestException("will not fetch from " + mirror + ": only https is used");
        }
    }

    private boolean isAllowed(URI mirror) {
        return mirror.getHost() != null && ("https".equalsIgnoreCase(mirror.getScheme())
                || plainLoopback && "http".equalsIgnoreCase(mirror.getScheme()) && isLoopback(mirror));
    }

    private static boolean isLoopback(URI mirror) {
        try {
            return InetAddress.getByName(mirror.getHost()).isLoopbackAddress();
        } catch (IOException e) {
            return false;
        }
    }
}
