/** Every kernel, compared with the reference within the accuracy rules of the contract. */
package bn.conformance.kernel;
