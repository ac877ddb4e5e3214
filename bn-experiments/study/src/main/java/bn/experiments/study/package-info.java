/**
 * The empirical study: experiments of many seeded trials, run side by side and resumable, judged by criteria that were set before,
 * and the report, which is made of the recorded numbers alone.
 */
package bn.experiments.study;
