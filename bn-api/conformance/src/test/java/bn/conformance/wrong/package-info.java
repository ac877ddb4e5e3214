/** Backends and normalizations that break the contract in one way each: what the suite must find. */
package bn.conformance.wrong;
