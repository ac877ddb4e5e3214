/** Common to all checks: the backend under test, tensors with known contents, and the allowed errors. */
package bn.conformance.check;
