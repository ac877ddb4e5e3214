package bn.experiments.run;

import bn.api.BnException;
import bn.experiments.result.OutputDirectory;
import bn.experiments.result.OutputFile;
import bn.experiments.result.Reason;
import bn.experiments.result.Sha256;
import java.io.IOException;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.function.Consumer;

/** The checkpoint in the directory of a run and, during a commit, that of the previous commit. */
final class RunCheckpoint {
    static final String FILE = "checkpoint.safetensors";
    private static final String KEPT = ".checkpoint-kept.safetensors";

    private final OutputDirectory folder;

    RunCheckpoint(OutputDirectory folder) {
        this.folder = folder;
    }

    /**
     * Writes the checkpoint, and keeps the previous one until {@link #committed}.
     *
     * @return its SHA-256
     */
    String replace(OutputFile.Content content) {
        if (folder.has(FILE)) {
            folder.backUp(FILE, KEPT);
        }
        MessageDigest digest = Sha256.start();
        folder.write(FILE, out -> content.writeTo(new DigestOutputStream(out, digest)));
        return Sha256.text(digest);
    }

    /** Deletes the previous checkpoint: the manifest that names the new one is on the disk. */
    void committed() {
        folder.delete(KEPT);
    }

    /**
     * Finds the checkpoint that the manifest names: the kept one if the next commit was cut off.
     *
     * @param notes takes what a user should know
     * @throws BnException if there is none
     */
    Path find(String sha256, int epoch, Consumer<String> notes) {
        if (is(FILE, sha256)) {
            return folder.file(FILE);
        }
        if (is(KEPT, sha256)) {
            notes.accept(folder.file(FILE) + " is not that of epoch " + epoch
                    + ", the last whose files are complete: the run goes on from "
                    + "the checkpoint of that epoch, which was kept");
            return folder.file(KEPT);
        }
        throw RunDirectory.damaged(folder.file(FILE), epoch,
                folder.has(FILE) ? "its SHA-256 is not that in " + RunDirectory.MANIFEST
                        : "it is missing");
    }

    private boolean is(String name, String sha256) {
        try {
            return folder.has(name) && Sha256.of(folder.file(name)).equals(sha256);
        } catch (IOException e) {
            throw new BnException("cannot read " + folder.file(name) + ": " + Reason.of(e), e);
        }
    }

    /** Keeps only the checkpoint that was found. */
    void goOnFrom(Path found) {
        if (found.equals(folder.file(KEPT))) {
            folder.restore(KEPT, FILE);
        } else {
            folder.delete(KEPT);
        }
    }
}
