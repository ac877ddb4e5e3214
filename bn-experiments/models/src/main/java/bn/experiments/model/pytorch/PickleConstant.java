package bn.experiments.model.pytorch;

/** Objects of a pickle that have no value here. */
enum PickleConstant {
    /** Python's None. */
    NONE,
    /** Something known that is not used: bytes, a number of NumPy, a device. */
    UNUSED
}
