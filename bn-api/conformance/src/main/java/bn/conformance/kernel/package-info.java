/** Every kernel against the reference, within the accuracy rules of the contract. */
package bn.conformance.kernel;
