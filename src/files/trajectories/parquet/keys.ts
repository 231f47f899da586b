/** What files of ours say that they were written by: their digest is checked, those of others need have none. */
export const CREATOR = 'couplet';
/** The key of a file's metadata that holds what the first line of a text log holds. */
export const HEADER_KEY = 'couplet';
/** The key that holds the SHA-256 of all bytes of the file, with zeros in its own place. */
export const DIGEST_KEY = 'couplet.sha256';
export const NO_DIGEST: string = '0'.repeat(64);
