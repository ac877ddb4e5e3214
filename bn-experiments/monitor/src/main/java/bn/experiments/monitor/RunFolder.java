package bn.experiments.monitor;

import bn.api.BnException;
import bn.api.InvalidRequestException;
import bn.experiments.result.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The folder of a run: of a monitor in any framework, or of a training run of this program. */
public final class RunFolder {
    private RunFolder() {}

    /** Whether a folder is that of a monitor. It need not exist. */
    public static boolean isMonitored(Path folder) {
        return MonitorFolder.isOne(folder);
    }

    /**
     * Reads a run as it is at this moment. The run may go on meanwhile.
     *
     * @throws InvalidRequestException if the folder holds no run
     * @throws BnException if a file cannot be read, or is damaged; the message is one line with file and place
     */
    public static MonitoredRun read(Path folder) {
        if (MonitorFolder.isOne(folder)) {
            return MonitorFolder.read(folder);
        }
        if (TrainingFolder.isOne(folder)) {
            return TrainingFolder.read(folder);
        }
        if (!Files.isDirectory(folder)) {
            throw new InvalidRequestException(folder + " is not a folder; give the folder of a run");
        }
        if (Files.exists(folder.resolve(MonitorFolder.LAYERS))) {
            throw new BnException(folder + " has " + MonitorFolder.LAYERS + " and no " + MonitorManifest.FILE
                    + ", which says what the layers are; put it back");
        }
        throw new InvalidRequestException(folder + " holds no run: there is neither " + MonitorManifest.FILE + ", which a monitor"
                + " writes, nor " + TrainingFolder.METRICS + " and " + TrainingFolder.RATES + ", which training writes");
    }

    static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new BnException("cannot read " + file + ": " + Reason.of(e), e);
        }
    }
}
