/** Each result of docs/theory.md, T1 to T11, checked on small data by something that does not use it. */
package bn.experiments.verify;
