/** Linear algebra on the host that the theory needs and a backend's libraries may do faster. */
package bn.api.linalg;
