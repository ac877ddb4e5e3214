/** Networks of Keras, whose arrays are in HDF5 files, read by jHDF. */
module bn.experiments.models.keras {
    requires bn.experiments.models;
    requires io.jhdf;
    // What jHDF needs. It has no descriptor that would say so, and modules with one are only there if somebody requires them.
    requires org.apache.commons.lang3;
    requires org.slf4j;

    provides bn.experiments.model.ModelFormat with bn.experiments.model.keras.KerasFormat;
}
