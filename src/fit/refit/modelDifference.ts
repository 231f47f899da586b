import type { Mdp } from '../../mdp/mdp.js';

/** Numbers that are closer than this, as a share of the larger one above 1, are the same but for rounding. */
const ROUNDING = 1e-9;

/** What differs, for people, and what it is about. */
export interface ModelDifference {
  readonly about: 'sizes' | 'cases' | 'rows';
  /** `<what the given one has>, where <what the other has>`. */
  readonly text: string;
}

/**
 * The first thing in which a model that was fitted again differs from the given one; what is easiest to understand comes
 * first: sizes, logged cases, rows.
 *
 * @returns undefined where they are the same to rounding
 *
 * Cost O(S·A + nnz).
 */
export function modelDifference(given: Mdp, fitted: Mdp): ModelDifference | undefined {
  const { nStates, nActions } = fitted;
  if (given.nStates !== nStates || given.nActions !== nActions)
    return {
      about: 'sizes',
      text: `${given.nStates} states and ${given.nActions} actions, where the log gives ${nStates} and ${nActions}`,
    };
  const pair = (row: number): string => `state ${Math.floor(row / nActions)}, action ${row % nActions}`;
  const row = fitted.visits!.findIndex((n, i) => n !== given.visits![i]);
  if (row >= 0)
    return {
      about: 'cases',
      text: `${casesText(given.visits![row])} of ${pair(row)}, where the log has ${fitted.visits![row]}`,
    };
  const text = endDifference(given, fitted) ?? anyRowDifference(given, fitted, pair) ?? startDifference(given, fitted);
  return text === undefined ? undefined : { about: 'rows', text };
}

function endDifference(given: Mdp, fitted: Mdp): string | undefined {
  const end = fitted.terminal.findIndex(
    (terminal, s) => terminal !== given.terminal[s] || fitted.outcome[s] !== given.outcome[s],
  );
  return end < 0 ? undefined : `another end in state ${end} than the log`;
}

function anyRowDifference(given: Mdp, fitted: Mdp, pair: (row: number) => string): string | undefined {
  for (let row = 0; row < fitted.nStates * fitted.nActions; row++) {
    const found = rowDifference(given, fitted, row);
    if (found !== undefined) return `${found} in ${pair(row)}`;
  }
  return undefined;
}

function startDifference(given: Mdp, fitted: Mdp): string | undefined {
  const start = fitted.initial.findIndex((p, s) => !same(p, given.initial[s]));
  return start < 0
    ? undefined
    : `probability ${given.initial[start]} of a run beginning in state ${start}, where the log gives ${fitted.initial[start]}`;
}

function rowDifference(given: Mdp, fitted: Mdp, row: number): string | undefined {
  let [i, j] = [given.rowStart[row], fitted.rowStart[row]];
  const [iEnd, jEnd] = [given.rowStart[row + 1], fitted.rowStart[row + 1]];
  while (i < iEnd || j < jEnd) {
    const [own, other] = [i < iEnd ? given.nextState[i] : Infinity, j < jEnd ? fitted.nextState[j] : Infinity];
    const next = Math.min(own, other);
    const p = own === next ? given.probability[i] : 0;
    const q = other === next ? fitted.probability[j] : 0;
    if (!same(p, q)) return `probability ${p} of leading to state ${next}, where the log gives ${q},`;
    if (p > 0 && !same(given.reward[i], fitted.reward[j]))
      return `reward ${given.reward[i]} of leading to state ${next}, where the log gives ${fitted.reward[j]},`;
    if (own === next) i += 1;
    if (other === next) j += 1;
  }
  return undefined;
}

function same(a: number, b: number): boolean {
  return Math.abs(a - b) <= ROUNDING * Math.max(1, Math.abs(a), Math.abs(b));
}

function casesText(n: number): string {
  return n === 1 ? '1 case' : `${n} cases`;
}
