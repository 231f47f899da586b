/** What holds under an assumption about the mechanism, as a sentence begins. */
export function whateverText(assumption: string): string {
  return assumption === 'none' ? 'whatever the mechanism' : `under every mechanism of ${assumption}`;
}

/** The same over a column of what is the least that can be. */
export function leastHead(assumption: string): string {
  return assumption === 'none' ? 'at least, any mechanism' : `at least, ${assumption}`;
}
