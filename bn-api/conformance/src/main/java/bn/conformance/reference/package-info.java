/** The reference backend: every kernel by its definition, in simple float64 loops. */
package bn.conformance.reference;
