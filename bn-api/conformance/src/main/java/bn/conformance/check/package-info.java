/** What all checks have in common: the backend under test, tensors with known contents, and how far results may be off. */
package bn.conformance.check;
