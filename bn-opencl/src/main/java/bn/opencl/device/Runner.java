package bn.opencl.device;

/** Runs one program on one device. A launch returns when its work is done. */
public interface Runner extends AutoCloseable {

    /** Runs the operation that the program was prepared for. */
    void run(NdRange range);

    /** Copies a staging array to the device, then runs the operation. */
    void runWithStaging(boolean large, NdRange range);

    /** Copies a staging array from the device to the host. */
    void fetchStaging(boolean large);

    /**
     * Replaces the arena by a copy of an array of the program's element type. The program must be prepared with
     * {@link bn.opencl.program.Op#NOTHING}.
     *
     * @throws bn.api.BnException if the device has no room for it; then it has no arena
     */
    void arena(Object array);

    /** Frees the memory on the device. Closing twice is harmless. */
    @Override
    void close();
}
