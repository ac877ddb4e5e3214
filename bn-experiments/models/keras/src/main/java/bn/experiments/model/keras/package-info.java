/** Networks of Keras, whose arrays are in HDF5 files, read by jHDF. */
package bn.experiments.model.keras;
