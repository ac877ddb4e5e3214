/** Folders of image files. */
package bn.experiments.data.images;
