/** A backend of one's own, plain loops over Java arrays in float32: the least that passes the conformance suite. */
package example.backend;
