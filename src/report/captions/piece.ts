/** A stretch of text that means one thing: what would have been, the truth, or what is to be read first. */
export type Piece = string | { readonly text: string; readonly is: 'cf' | 'truth' | 'strong' };

/** Without what the stretches mean. */
export function plain(pieces: readonly Piece[]): string {
  return pieces.map((piece) => (typeof piece === 'string' ? piece : piece.text)).join('');
}
