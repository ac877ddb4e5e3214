/** Linear algebra on the host that bn-theory needs, and that the libraries of a backend may do faster. */
package bn.api.linalg;
