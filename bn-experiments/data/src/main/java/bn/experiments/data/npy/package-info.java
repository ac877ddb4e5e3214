/** Arrays in NumPy's file formats: a .npy file contains one array, a .npz archive several arrays by name. */
package bn.experiments.data.npy;
