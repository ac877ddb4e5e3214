/** The tests that every backend and every normalization passes; their makers extend them and override one method. */
package bn.conformance;
