import { DataError } from '../../../core/errors.js';
import type { Mdp } from '../../../mdp/mdp.js';

type Rows = Pick<Mdp, 'nStates' | 'nActions' | 'rowStart' | 'nextState' | 'reward'>;

/** More ends than this share one outcome. */
const MOST_NAMED = 16;

/**
 * The ends of a model from arrays: those that are marked; else the states that every action keeps to with reward 0, or
 * has no row for, and the states from which every action leads to one and the same of those with reward 0.
 *
 * The second kind is how ICU-Sepsis writes death and survival: both go on to a state in which nothing happens.
 *
 * @param marked shape (S), 0 or 1
 * @returns with an outcome for each end, `end 713`, where they are few
 * @throws DataError on marks that are none
 */
export function endsOf(
  file: string,
  rows: Rows,
  marked: Float64Array | undefined,
  say: (sentence: string) => void,
): Pick<Mdp, 'terminal' | 'outcomes' | 'outcome'> {
  const terminal = marked ? checked(file, marked) : found(rows, say);
  const ends = Array.from(terminal.keys()).filter((s) => terminal[s] === 1);
  const named = ends.length <= MOST_NAMED;
  const outcome = new Uint8Array(rows.nStates);
  ends.forEach((s, i) => (outcome[s] = named ? i + 1 : 1));
  const ending = named ? ends.map((s) => `end ${s}`) : ['ended'];
  return {
    terminal,
    outcome,
    outcomes: [{ name: 'ongoing', reward: 0 }, ...ending.map((name) => ({ name, reward: 0 }))],
  };
}

function checked(file: string, marked: Float64Array): Uint8Array {
  const bad = marked.findIndex((mark) => mark !== 0 && mark !== 1);
  if (bad >= 0) throw new DataError(`${file}: terminal must hold 0 or 1, got ${marked[bad]} at index ${bad}`);
  return Uint8Array.from(marked);
}

function found(rows: Rows, say: (sentence: string) => void): Uint8Array {
  const only = Array.from({ length: rows.nStates }, (_, s) => onlySuccessor(rows, s));
  const terminal = Uint8Array.from(only, (next, s) => (next === s || next === 'none' ? 1 : 0));
  only.forEach((next, s) => {
    if (typeof next === 'number' && next !== s && only[next] === next) terminal[s] = 1;
  });
  const n = terminal.reduce((sum, end) => sum + end, 0);
  say(
    n === 0
      ? 'no array of ends, and no state that every action keeps to with reward 0: the process never ends'
      : `no array of ends: the ${n} states that nothing follows with a reward are taken as ends`,
  );
  return terminal;
}

/** The one state that all actions lead to with reward 0; `none` without a row, undefined where there are several. */
function onlySuccessor({ nActions, rowStart, nextState, reward }: Rows, s: number): number | 'none' | undefined {
  const [first, end] = [rowStart[s * nActions], rowStart[(s + 1) * nActions]];
  if (first === end) return 'none';
  for (let k = first; k < end; k++) if (nextState[k] !== nextState[first] || reward[k] !== 0) return undefined;
  return nextState[first];
}
