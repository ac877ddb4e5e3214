/** Arrays in NumPy's files: .npy holds one array, .npz several by name. */
package bn.experiments.data.npy;
