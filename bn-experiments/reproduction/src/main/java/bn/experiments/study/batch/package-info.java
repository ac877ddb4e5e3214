/** What the statistics of finite batches add to the loss, measured against its prediction to first order (T9). */
package bn.experiments.study.batch;
