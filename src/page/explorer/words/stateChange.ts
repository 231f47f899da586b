import type { Report } from '../../../report/report.js';

/**
 * What a state has that another had not: `oxygen low`, `nothing changes`. A state in which runs end, and any where
 * states have no variables, by its own name.
 */
export function stateChange({ mdp, words }: Pick<Report, 'mdp' | 'words'>, from: number, to: number): string {
  const { variables = [], terminal } = mdp;
  if (terminal[to] === 1 || variables.length === 0) return from === to ? 'nothing changes' : words.states[to];
  const changed = variables.filter(({ level }) => level[to] !== level[from]);
  if (changed.length === 0) return from === to ? 'nothing changes' : words.states[to];
  return changed
    .map(({ name, levels, level }) => {
      const now = level[to];
      return now === null ? `${name} not known` : `${name} ${levels[now]}`;
    })
    .join(', ');
}
