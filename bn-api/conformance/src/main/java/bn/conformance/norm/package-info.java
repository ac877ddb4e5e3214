/** What every normalization does alike, whatever it computes. */
package bn.conformance.norm;
