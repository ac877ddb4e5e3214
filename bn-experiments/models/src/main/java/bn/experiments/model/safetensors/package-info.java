/** State dicts in the format safetensors (https://huggingface.co/docs/safetensors). */
package bn.experiments.model.safetensors;
