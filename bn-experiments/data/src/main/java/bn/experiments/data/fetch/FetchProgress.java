package bn.experiments.data.fetch;

import java.net.URI;

/** A listener for the progress of a download. It is called by the thread that fetches. */
public interface FetchProgress {
    /** Ignores all progress. */
    FetchProgress NONE = new FetchProgress() {};

    /**
     * Reports the number of bytes received. It is called ten times per second, also while nothing is received. An exception ends
     * the fetch.
     *
     * @param file the name of the file
     * @param received the number of bytes so far, including earlier attempts
     * @param total the number of bytes of the whole file; -1 if it is not known
     */
    default void received(String file, long received, long total) {}

    /**
     * Reports that an attempt has failed. Another attempt follows, unless it was the last attempt at the last mirror.
     *
     * @param from the URL of the file
     * @param reason the reason in a few words on one line, without control characters
     */
    default void failed(URI from, String reason) {}
}
