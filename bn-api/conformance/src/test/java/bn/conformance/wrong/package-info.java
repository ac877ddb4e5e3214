/** Backends and normalizations that each violate the contract in one way; the suite must find it. */
package bn.conformance.wrong;
