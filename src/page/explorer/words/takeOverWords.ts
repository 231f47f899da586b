/** When the policy takes over, after "takes over": `from the start`, `at step 3`, `after the log only`. */
export function takeOverWords(takeOver: number, length: number): string {
  if (takeOver === 0) return 'from the start';
  return takeOver >= length ? 'after the log only' : `at step ${takeOver}`;
}
