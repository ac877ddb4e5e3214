/** An experiment of one class, with its criterion in a file next to it. */
package example.experiment;
