import { DataError } from '../../../core/errors.js';
import type { RowMender } from '../../../core/rowMender.js';
import type { Mdp } from '../../../mdp/mdp.js';
import { endsOf } from '../arrays/endsOf.js';
import { rowsFromEntries } from '../rowsFromEntries.js';
import { drawnStart } from './drawnStart.js';
import { prismActions } from './prismActions.js';
import { LABELS, type PrismLabels, prismLabels } from './prismLabels.js';
import { labelledOutcomes } from './labelledOutcomes.js';
import { prismRewards } from './prismRewards.js';
import type { PrismFiles } from './prismTable.js';
import { prismTransitions } from './prismTransitions.js';

/**
 * A model from PRISM's explicit files, a decision process or a Markov chain.
 *
 * @param endLabels labels of states in which runs end; default `terminal`, else see `endsOf`
 * @param say told in a sentence what was supposed
 * @throws DataError naming the file, and the line or the row, that is wrong
 */
export function mdpFromPrism(
  { tra, lab, srew, trew }: PrismFiles,
  endLabels: readonly string[],
  mender: RowMender,
  say: (sentence: string) => void,
): Mdp {
  const { file } = tra;
  const read = prismTransitions(file, tra.text);
  const { nStates } = read;
  const { nActions, action, actionLabels } = prismActions(read, say);
  const labels: PrismLabels = lab ? prismLabels(lab.file, lab.text, nStates) : new Map<string, number[]>();
  const marks = endMarks(lab?.file ?? file, labels, nStates, endLabels);
  const reward = prismRewards(read, { srew, trew }, say);
  const { state, next, value: probability } = read;
  const rows = rowsFromEntries(file, { nStates, nActions }, { state, action, next, probability, reward }, mender, say);
  const ends = endsOf(file, { nStates, nActions, ...rows }, marks, say);
  return drawnStart(labels, {
    nStates,
    nActions,
    ...rows,
    initial: initialOf(labels, nStates, say),
    ...ends,
    ...labelledOutcomes(labels, ends.terminal),
    ...(actionLabels && { actionLabels }),
    source: {},
  });
}

function endMarks(
  file: string,
  labels: PrismLabels,
  nStates: number,
  endLabels: readonly string[],
): Float64Array | undefined {
  const missing = endLabels.find((name) => !labels.has(name));
  if (missing !== undefined)
    throw new DataError(
      `${file}: must have the label '${missing}' of ends, got ${[...labels.keys()].map((name) => `'${name}'`).join(', ') || 'no labels'} - name one of these`,
    );
  const used = endLabels.length > 0 ? endLabels : [LABELS.terminal].filter((name) => labels.has(name));
  if (used.length === 0) return undefined;
  const marks = new Float64Array(nStates);
  for (const name of used) for (const s of labels.get(name)!) marks[s] = 1;
  return marks;
}

function initialOf(labels: PrismLabels, nStates: number, say: (sentence: string) => void): Float64Array {
  const states = labels.get(LABELS.initial) ?? [];
  const initial = new Float64Array(nStates);
  if (states.length === 0) {
    say(`no state has the label ${LABELS.initial}: runs begin in state 0`);
    initial[0] = 1;
    return initial;
  }
  if (states.length > 1) say(`runs begin in each of the ${states.length} states labelled ${LABELS.initial} alike`);
  for (const s of states) initial[s] = 1 / states.length;
  return initial;
}
