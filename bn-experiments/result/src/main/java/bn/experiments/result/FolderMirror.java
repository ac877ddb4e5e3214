package bn.experiments.result;

import java.nio.file.Path;

/** Another place that has the files of an {@link OutputDirectory}, such as a file system of a cluster. */
public interface FolderMirror extends AutoCloseable {

    /** What users call that place. */
    String name();

    /**
     * A file was written: when this returns, the mirror has it, too, and whole.
     *
     * @param content the file
     * @throws bn.api.BnException if it cannot be written there
     */
    void written(String file, Path content);

    /**
     * A file was deleted.
     *
     * @throws bn.api.BnException if it cannot be deleted there
     */
    void deleted(String file);

    /** Ends the work there; files stay. */
    @Override
    void close();
}
