/** Normalizations and their providers: what a network puts between a linear layer and its activation. */
package bn.api.norm;
