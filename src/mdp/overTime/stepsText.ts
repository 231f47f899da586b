/** A number of steps in words. */
export function stepsText(steps: number): string {
  if (steps === Infinity) return 'any number of steps';
  return steps === 1 ? '1 step' : `${steps} steps`;
}
