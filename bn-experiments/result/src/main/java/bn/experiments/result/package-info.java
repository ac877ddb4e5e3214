/**
 * Result files. They are written atomically (a temporary file is renamed) and survive a power cut; files and directories can be
 * locked against other processes. The formats are JSON, CSV and safetensors.
 */
package bn.experiments.result;
