/** Networks of Keras, whose arrays are in HDF5 files, read by jHDF. */
module bn.experiments.models.keras {
    requires bn.experiments.models;
    requires io.jhdf;
}
