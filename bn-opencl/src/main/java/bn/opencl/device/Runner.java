package bn.opencl.device;

/** Runs one program on one device. Launches have done their work when they return. */
public interface Runner extends AutoCloseable {

    /** Runs what the program was prepared for. */
    void run(Grid grid);

    /** Brings a staging array to the device, then runs. */
    void runWithStaging(boolean many, Grid grid);

    /** Brings a staging array back from the device. */
    void fetchStaging(boolean many);

    /**
     * Replaces the heap by a copy of an array of the program's element type; the program must be prepared to do nothing.
     *
     * @throws bn.api.BnException if the device has no room for it; then it has no heap
     */
    void heap(Object array);

    /** Frees what is on the device. Closing twice is harmless. */
    @Override
    void close();
}
