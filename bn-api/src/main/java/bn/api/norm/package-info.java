/** Normalizations as providers: what a network puts between a product and its activation, ours and other people's alike. */
package bn.api.norm;
