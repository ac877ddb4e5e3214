/** Basic types: dtypes, shapes, tensors as handles to the storage of a backend, moments on the host, and exceptions. */
package bn.api;
