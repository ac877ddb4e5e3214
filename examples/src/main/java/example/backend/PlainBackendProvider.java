package example.backend;

import bn.api.InvalidRequestException;
import bn.api.backend.Availability;
import bn.api.backend.Backend;
import bn.api.backend.BackendOptions;
import bn.api.backend.BackendProvider;
import java.util.List;

/** Provides {@code plain}. It needs nothing but Java, so it is always available; it has one thread, whatever the options say. */
public final class PlainBackendProvider implements BackendProvider {
    static final String NAME = "plain";
    static final String DEVICE = "heap";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "plain loops over arrays on the Java heap, an example";
    }

    /** Below all that compute faster, so that {@code auto} takes it only where there is nothing else. */
    @Override
    public int priority() {
        return 10;
    }

    @Override
    public Availability probe() {
        return new Availability.Available(List.of(PlainBackend.describe()));
    }

    @Override
    public Backend open(BackendOptions options) {
        options.device().filter(device -> !device.equals(DEVICE)).ifPresent(device -> {
            throw new InvalidRequestException("backend '" + NAME + "' has no device '" + device + "'; its only one is '" + DEVICE
                    + "'");
        });
        return new PlainBackend();
    }
}
