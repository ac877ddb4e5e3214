package bn.spark;

import bn.api.BnException;
import bn.api.InvalidRequestException;
import bn.api.Remedy;
import bn.experiments.result.Provenance;
import bn.experiments.study.Observation;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What an executor says of a trial: its observations and what computed them, or a failure that repeating would not change. */
final class TrialResult implements Serializable {
    private static final long serialVersionUID = 1L;

    private final ArrayList<Observation> observations;
    private final ArrayList<Provenance> provenance;
    private final BnException failure;

    private TrialResult(List<Observation> observations, List<Provenance> provenance, BnException failure) {
        this.observations = new ArrayList<>(observations);
        this.provenance = new ArrayList<>(provenance);
        this.failure = failure;
    }

    static TrialResult of(List<Observation> observations, List<Provenance> provenance) {
        return new TrialResult(observations, provenance, null);
    }

    /** A failure without its causes, which may be of classes that cannot be sent; the log of the executor has them. */
    static TrialResult failed(BnException e) {
        Remedy[] remedies = e.remedies().stream().filter(Enum.class::isInstance).toArray(Remedy[]::new);
        return new TrialResult(List.of(), List.of(), e instanceof InvalidRequestException
                ? new InvalidRequestException(e.getMessage(), remedies) : new BnException(e.getMessage(), remedies));
    }

    List<Observation> observations() {
        return observations;
    }

    List<Provenance> provenance() {
        return provenance;
    }

    Optional<BnException> failure() {
        return Optional.ofNullable(failure);
    }

    /** Serialized by Java, whatever spark.serializer is: Kryo cannot write records. */
    byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(this);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static TrialResult of(byte[] bytes) {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
            return (TrialResult) in.readObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ClassNotFoundException e) {
            throw new BnException("an executor sent something that this program does not know: " + e.getMessage(), e);
        }
    }
}
