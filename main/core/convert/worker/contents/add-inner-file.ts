/**
 * Adds a file that was found in an archive or mail: as it is where the server takes it, else what can be made of it. What
 * cannot be sent is left out with its reason, so that one bad file harms no other.
 * @param path of a file in the output folder, which this may remove
 * @param name of the file, without folders
 */
export type AddInnerFile = (path: string, name: string) => Promise<void>;
