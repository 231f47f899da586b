import type { Mdp } from '../../../mdp/mdp.js';
import { LABELS } from './prismLabels.js';
import { NUMBERED } from './prismActions.js';

/**
 * What actions are called in PRISM's files: by their own names, where those are fit for it and come back to the same
 * numbers; else `a0`, `a1`, ….
 */
export function prismActionNames({ nStates, nActions, rowStart, terminal, actionLabels }: Mdp): readonly string[] {
  const numbered = Array.from({ length: nActions }, (_, a) => `a${a}`);
  const fit = actionLabels?.every((name, a) => /^[A-Za-z_]\w*$/.test(name) && actionLabels.indexOf(name) === a);
  if (!actionLabels || !fit || actionLabels.every((name) => NUMBERED.test(name))) return numbered;
  // A reader numbers names as they appear.
  let appeared = 0;
  for (let s = 0; s < nStates; s++)
    for (let a = 0; a < nActions; a++) {
      if (terminal[s] === 0 && rowStart[s * nActions + a] === rowStart[s * nActions + a + 1]) continue;
      if (a > appeared) return numbered;
      appeared = Math.max(appeared, a + 1);
    }
  return actionLabels;
}

/** Labels of outcomes: their names, with a line for what PRISM's have not, all different. The first has none. */
export function prismOutcomeNames({ outcomes }: Pick<Mdp, 'outcomes'>): readonly string[] {
  const taken = new Set<string>(Object.values(LABELS));
  return outcomes.map(({ name }) => {
    let label = name.replace(/\W/g, '_').replace(/^(?!\p{L}|_)/u, '_');
    while (taken.has(label)) label += '_';
    taken.add(label);
    return label;
  });
}
