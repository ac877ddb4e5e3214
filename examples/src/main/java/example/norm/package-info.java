/** A normalization of one's own, RMSNorm: it computes on the host, and so on every backend. */
package example.norm;
