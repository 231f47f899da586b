/** What holds under an assumption about the mechanism, as a sentence begins. */
export function whateverText(assumption: string): string {
  return assumption === 'none' ? 'whatever the mechanism' : `under every mechanism of ${assumption}`;
}
