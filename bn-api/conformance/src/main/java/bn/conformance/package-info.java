/** The tests that every backend and every normalization must pass; their authors extend them and override one method. */
package bn.conformance;
