/** Steps in words: `2, 4 to 8, 10 and 11`. */
export function spans(steps: readonly number[]): string {
  const parts: string[] = [];
  for (let i = 0, end = 0; i < steps.length; i = end + 1) {
    end = i;
    while (steps[end + 1] === steps[end] + 1) end++;
    parts.push(...(end - i > 1 ? [`${steps[i]} to ${steps[end]}`] : steps.slice(i, end + 1).map(String)));
  }
  return listed(parts);
}

/** `a, b and c`. */
export function listed(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)!}`;
}

/** `at step 2`, `at steps 2, 4 to 8`. */
export function atSteps(steps: readonly number[]): string {
  return `at step${steps.length === 1 ? '' : 's'} ${spans(steps)}`;
}
