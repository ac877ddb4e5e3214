package bn.experiments.result;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Builds safetensors files from their parts, valid or not. */
public final class SafetensorsBytes {

    private SafetensorsBytes() {}

    /** A file of the length of the header, the header, and data. */
    public static byte[] of(String header, byte[] data) {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        return of(json.length, json, data);
    }

    /** The same with any length, right or wrong. */
    static byte[] of(long length, byte[] json, byte[] data) {
        return ByteBuffer.allocate(Long.BYTES + json.length + data.length).order(ByteOrder.LITTLE_ENDIAN).putLong(length)
                .put(json)
                .put(data).array();
    }

    /** Numbers as float64 in little-endian order. */
    public static byte[] doubles(double... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (double value : values) {
            bytes.putDouble(value);
        }
        return bytes.array();
    }

    /** An entry of a header. */
    static String entry(String name, String dtype, String shape, long from, long to) {
        return "\"" + name + "\":{\"dtype\":\"" + dtype + "\",\"shape\":" + shape + ",\"data_offsets\":[" + from + "," + to
                + "]}";
    }
}
