/** The vocabulary: dtypes, shapes, tensors as handles to a backend's storage, moments on the host, and the errors. */
package bn.api;
