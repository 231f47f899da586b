import type { Report } from '../../../report/report.js';

/**
 * What sets states apart from one that they may follow: `oxygen low`, or `no change`, where the variables of states tell
 * them apart; else their own names, as of states in which runs end.
 */
export function stateChanges(
  { mdp, words }: Pick<Report, 'mdp' | 'words'>,
  from: number,
  to: readonly number[],
): readonly string[] {
  const { variables = [], terminal } = mdp;
  const changes = to.map((s) => {
    if (terminal[s] === 1 || variables.length === 0) return s === from ? 'no change' : words.states[s];
    const changed = variables.flatMap(({ name, levels, level }) => {
      const now = level[s];
      return now === null || now === level[from] ? [] : [`${name} ${levels[now]}`];
    });
    return changed.length === 0 ? 'no change' : changed.join(', ');
  });
  // Where states differ in more than their variables.
  return changes.map((text, i) => (changes.indexOf(text) === changes.lastIndexOf(text) ? text : words.states[to[i]]));
}
