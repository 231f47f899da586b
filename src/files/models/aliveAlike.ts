/** Where runs begin if a file does not tell: in all states alike that are no ends. Says so. */
export function aliveAlike(terminal: Uint8Array, say: (sentence: string) => void): Float64Array {
  const alive = terminal.reduce((n, end) => n + 1 - end, 0);
  say(`no array of initial probabilities: runs begin in each of the ${alive} states alike that are no ends`);
  return Float64Array.from(terminal, (end) => (1 - end) / alive);
}
