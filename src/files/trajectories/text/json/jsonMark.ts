/** The key of the first line of a JSONL file that we write. */
export const JSONL_MARK = 'couplet';
