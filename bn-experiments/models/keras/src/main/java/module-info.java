/** Networks of Keras, whose arrays are in HDF5 files, read by jHDF. */
module bn.experiments.models.keras {
    requires bn.experiments.models;
    requires io.jhdf;

    provides bn.experiments.model.ModelFormat with bn.experiments.model.keras.KerasFormat;
}
