/** The backend that others are compared with: every kernel as its definition, in plain float64 loops. */
package bn.conformance.reference;
