/** What all normalizations must do, whatever they compute. */
package bn.conformance.norm;
