package bn.experiments.model.onnx;

import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import bn.api.BnException;
import bn.experiments.model.ModelFile;
import bn.experiments.result.MaxHeap;
import bn.experiments.result.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Bytes of an array in a file next to the model's.
 *
 * @param path the file, in the model's folder
 * @param offset where the bytes begin
 * @param length how many they are
 */
record ExternalData(Path path, long offset, long length) {

    /**
     * Where an array's bytes are.
     *
     * @param name of the array, for messages
     * @param entries what the model says of the place
     * @param bytes how many bytes the array has
     * @throws BnException if the file is not in the model's folder, does not exist or is too short
     */
    static ExternalData of(ModelFile model, String name, List<StringStringEntryProto> entries, long bytes) {
        Map<String, String> place = new HashMap<>();
        entries.forEach(entry -> place.put(entry.getKey(), entry.getValue()));
        long offset = number(model, name, place.getOrDefault("offset", "0"));
        long length = number(model, name, place.getOrDefault("length", String.valueOf(bytes)));
        if (length != bytes) {
            throw model.damaged(name + " has " + bytes + " bytes by its shape, and " + length + " in its external file");
        }
        Path path = path(model, name, place.getOrDefault("location", ""));
        try {
            if (!Files.isRegularFile(path)) {
                throw new BnException(model.path() + ": " + name + " is in the external file " + path
                        + ", which is not there; put it into the folder of the model");
            }
            if (offset > Files.size(path) - bytes) {
                throw new BnException(model.path() + ": " + name + " ends after the end of the external file " + path
                        + "; get it again from where the model came from");
            }
        } catch (IOException e) {
            throw new BnException("cannot read " + path + " of " + model.path() + ": " + Reason.of(e), e);
        }
        return new ExternalData(path, offset, bytes);
    }

    private static Path path(ModelFile model, String name, String location) {
        Path folder = model.path().toAbsolutePath().getParent().normalize();
        try {
            Path path = folder.resolve(location).normalize();
            if (!location.isEmpty() && !Path.of(location).isAbsolute() && path.startsWith(folder) && !path.equals(folder)) {
                return path;
            }
        } catch (InvalidPathException e) {
            // Refused like a path that leaves the folder.
        }
        throw new BnException(model.path() + ": " + name + " is in an external file outside of the model's folder ('"
                + NodeNames.printable(location) + "'), which is not read; save the model again with its data next to it");
    }

    private static long number(ModelFile model, String name, String text) {
        try {
            long number = Long.parseLong(text);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // As if it were negative.
        }
        throw model.damaged("the place of " + name + " in its external file is '" + NodeNames.printable(text) + "'");
    }

    /**
     * Reads the bytes.
     *
     * @throws BnException if they cannot be read
     */
    ByteBuffer read() {
        if (length > MaxHeap.LONGEST_ARRAY) {
            throw new BnException(path + " has an array of " + length + " bytes, more than can be read; use a smaller model");
        }
        MaxHeap.require("an array of " + path, (double) length, "use a smaller model");
        try (SeekableByteChannel channel = Files.newByteChannel(path)) {
            ByteBuffer bytes = ByteBuffer.allocate((int) length);
            channel.position(offset);
            while (bytes.hasRemaining()) {
                if (channel.read(bytes) < 0) {
                    throw new BnException(path + " has become shorter; get it again from where the model came from");
                }
            }
            return bytes.flip();
        } catch (IOException e) {
            throw new BnException("cannot read " + path + ": " + Reason.of(e), e);
        }
    }
}
