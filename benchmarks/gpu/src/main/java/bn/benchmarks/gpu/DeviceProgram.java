package bn.benchmarks.gpu;

import bn.api.BnException;
import bn.api.backend.Backend;
import bn.api.backend.BackendOptions;
import bn.api.backend.BackendProvider;
import java.util.Optional;
import java.util.OptionalInt;

/** Says which OpenCL device of a kind is used. */
public final class DeviceProgram {

    private DeviceProgram() {}

    /**
     * Prints a line: the device, or why there is none, with exit code 1.
     *
     * @param args the kind of device, {@code gpu} or {@code cpu}
     */
    public static void main(String[] args) {
        BackendProvider provider = BackendProvider.load(DeviceProgram.class.getClassLoader()).get("opencl");
        try (Backend backend = provider.open(new BackendOptions(Optional.of(args[0]), OptionalInt.empty()))) {
            System.out.println("used: " + backend.device().name() + ", " + backend.device().software());
        } catch (BnException e) {
            System.out.println(e.getMessage());
            System.exit(1);
        }
    }
}
