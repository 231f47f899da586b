/** When the policy takes over, after "takes over": `from the start`, `at step 3`, `never`. */
export function takeOverWords(takeOver: number, length: number): string {
  if (takeOver === 0) return 'from the start';
  return takeOver >= length ? 'never, only after the log' : `at step ${takeOver}`;
}
