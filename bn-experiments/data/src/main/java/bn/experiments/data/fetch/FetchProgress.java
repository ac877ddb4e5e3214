package bn.experiments.data.fetch;

import java.net.URI;

/** Hears how a download goes; called from the thread that fetches. */
public interface FetchProgress {
    /** Hears nothing. */
    FetchProgress NONE = new FetchProgress() { };

    /**
     * How much of a file has come; also called ten times a second while nothing comes. An exception ends the fetch.
     *
     * @param file its name
     * @param received bytes so far, with those of earlier attempts
     * @param total bytes of the whole file, or -1 if the server does not say
     */
    default void received(String file, long received, long total) { }

    /**
     * An attempt has failed; another follows unless it was the last mirror's last.
     *
     * @param from where the file was asked for
     * @param reason why, in a few words on one line, without control characters
     */
    default void failed(URI from, String reason) { }
}
