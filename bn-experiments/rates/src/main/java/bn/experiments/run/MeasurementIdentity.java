package bn.experiments.run;

import bn.api.kernel.Loss;
import bn.experiments.data.ContentDigest;
import bn.experiments.data.Examples;
import bn.experiments.network.Network;
import bn.experiments.network.NetworkSpec;
import bn.experiments.result.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.TreeMap;

/** What distinguishes one measurement with population statistics from another: all that decides its numbers. */
public final class MeasurementIdentity {
    private MeasurementIdentity() {}

    /**
     * The settings of a measurement by name, for people to read.
     *
     * @param network with the state that is measured
     * @param normalization name of its normalization
     * @param examples as the network sees them; all are read once
     * @param noiseSigma standard deviation of the noise on the inputs
     * @param noiseSeed its seed
     */
    public static Map<String, Object> of(Network network, String normalization, Examples examples, Loss loss, double noiseSigma,
            long noiseSeed) {
        NetworkSpec spec = network.spec();
        Map<String, Object> settings = new TreeMap<>();
        settings.put("the architecture", spec.architecture().text());
        settings.put("the dtype", spec.dtype().label());
        settings.put("the normalization", normalization);
        settings.put("eps", spec.normalization().eps());
        settings.put("the SHA-256 of the network", sha256(network.state()));
        settings.put("the number of examples", examples.count());
        settings.put("the SHA-256 of the examples", ContentDigest.of(examples));
        settings.put("the loss", loss.name());
        settings.put("noise-sigma", noiseSigma);
        if (noiseSigma > 0) {
            settings.put("noise-seed", noiseSeed);
        }
        settings.put("the number of examples in a block", spec.maxBatch());
        return settings;
    }

    private static String sha256(Map<String, double[]> state) {
        MessageDigest digest = Sha256.start();
        new TreeMap<>(state).forEach((name, values) -> {
            digest.update((name + '\n').getBytes(StandardCharsets.UTF_8));
            ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(values.length, Double.BYTES));
            bytes.asDoubleBuffer().put(values);
            digest.update(bytes);
        });
        return Sha256.text(digest);
    }
}
