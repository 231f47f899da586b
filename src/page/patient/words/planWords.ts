import type { View } from '../../state/view.js';

/**
 * What is supposed, as after "your plan:": `the policy takes over at step 3; at step 8, antibiotics and ventilation.`
 *
 * @param actions shape (A): names
 * @param length steps of the episode's log
 */
export function planWords(
  { takeOver, edits }: Pick<View, 'takeOver' | 'edits'>,
  actions: readonly string[],
  length: number,
): string {
  const changes = Object.entries(edits)
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([t, action]) => `at step ${t}, ${actions[action]}`);
  return `${[whoActs(takeOver, length), ...changes].join('; ')}.`;
}

function whoActs(takeOver: number, length: number): string {
  if (takeOver === 0) return 'the policy acts from the start';
  if (takeOver >= length) return 'all is done as it was, until the log ends';
  return `the policy takes over at step ${takeOver}`;
}
