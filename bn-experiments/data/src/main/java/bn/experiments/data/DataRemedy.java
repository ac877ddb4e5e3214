package bn.experiments.data;

import bn.api.Remedy;

/** Remedies for data that cannot be read or do not fit. */
public enum DataRemedy implements Remedy {
    /** Use another data set. */
    DATASET,
    /** Name the folder of the data set's files. */
    FOLDER,
    /** Download the data set. */
    DOWNLOAD,
    /** Allow requests to servers. */
    ONLINE,
    /** Name the file of the examples. */
    FILE,
    /** Choose the column of the targets. */
    TARGET,
    /** Name the file of the targets. */
    TARGETS_FILE,
    /** Say whether the targets are classes or numbers. */
    TASK,
    /** Say whether the first line holds names. */
    HEADER,
    /** Choose what separates cells. */
    DELIMITER,
    /** Choose the columns that are no features. */
    INDEX,
    /** Average pixels of images. */
    POOLING,
    /** Use a computation that reads the rows one by one. */
    STREAMING
}
