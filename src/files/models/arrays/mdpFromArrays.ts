import { DataError } from '../../../core/errors.js';
import type { RowMender } from '../../../core/rowMender.js';
import type { Mdp } from '../../../mdp/mdp.js';
import type { NamedArrays } from '../../numpy/namedArrays.js';
import { type ArrayNames, arrayName, checkOwnNames, needArrayName } from './arrayNames.js';
import { aliveAlike } from '../aliveAlike.js';
import { endsOf } from './endsOf.js';
import { type DenseModel, denseModel } from './denseModel.js';

/**
 * A model from dense arrays, as NumPy's users have them.
 *
 *     transitions   shape (S, A, S) or, as in pymdptoolbox, (A, S, S); a row of zeros is an action that is not possible
 *     rewards       of the same shape; or (S, A); or (S), earned on leaving the state
 *     initial       shape (S); absent: all states alike that are no ends
 *     terminal      shape (S), 0 or 1; absent: see `endsOf`
 *
 * Names: see `arrayName`. Those of ICU-Sepsis' `dynamics.npz` (tx_mat, r_mat, d_0) are among them.
 *
 * @param say told in a sentence what was supposed
 * @param own names of one's own for the arrays
 * @throws DataError naming the array, or the row, that is wrong
 *
 * Cost O(S²·A).
 */
export function mdpFromArrays(
  file: string,
  arrays: Pick<NamedArrays, 'names' | 'read'>,
  mender: RowMender,
  say: (sentence: string) => void,
  own: ArrayNames = {},
): Mdp {
  const { names } = arrays;
  checkOwnNames(file, names, own);
  const transitionsName = needArrayName(file, names, 'transitions', own);
  const rewardsName = needArrayName(file, names, 'rewards', own);
  const dense = denseModel(
    file,
    { name: transitionsName, ...arrays.read(transitionsName) },
    { name: rewardsName, ...arrays.read(rewardsName) },
    say,
  );
  const rows = sparseRows(file, dense, mender);
  const { nStates, nActions } = dense;
  const vector = (array: 'initial' | 'terminal'): Float64Array | undefined => {
    const name = arrayName(names, array, own);
    if (name === undefined) return undefined;
    const { shape, values } = arrays.read(name);
    // A column or a row of a matrix is as good.
    if (values.length === nStates && shape.filter((side) => side > 1).length <= 1) return values;
    throw new DataError(`${file}: ${name} must have shape (${nStates}), got (${shape.join(', ')})`);
  };
  const ends = endsOf(file, { nStates, nActions, ...rows }, vector('terminal'), say);
  return {
    nStates,
    nActions,
    ...rows,
    initial: vector('initial') ?? aliveAlike(ends.terminal, say),
    ...ends,
    source: {},
  };
}

function sparseRows(
  file: string,
  dense: DenseModel,
  mender: RowMender,
): Pick<Mdp, 'rowStart' | 'nextState' | 'probability' | 'reward'> {
  const { nStates, nActions, transitions } = dense;
  const rowStart = new Uint32Array(nStates * nActions + 1);
  let most = 0;
  for (const p of transitions) if (p !== 0) most += 1;
  const nextState = new Uint32Array(most);
  const probability = new Float64Array(most);
  const reward = new Float64Array(most);
  let k = 0;
  for (let row = 0; row < nStates * nActions; row++) {
    const [s, a] = [Math.floor(row / nActions), row % nActions];
    const entries = transitions.slice(dense.rowAt(s, a), dense.rowAt(s, a) + nStates);
    if (!entries.every((p) => p === 0)) {
      const fault = mender.mend(entries);
      if (fault !== undefined) throw new DataError(`${file}: row (state ${s}, action ${a}): ${fault}`);
    }
    for (let next = 0; next < nStates; next++) {
      if (entries[next] === 0) continue;
      nextState[k] = next;
      probability[k] = entries[next];
      reward[k] = dense.rewardOf(s, a, next);
      if (!Number.isFinite(reward[k]))
        throw new DataError(
          `${file}: rewards must be finite, got ${reward[k]} of action ${a} from state ${s} to ${next}`,
        );
      k += 1;
    }
    rowStart[row + 1] = k;
  }
  return {
    rowStart,
    nextState: nextState.slice(0, k),
    probability: probability.slice(0, k),
    reward: reward.slice(0, k),
  };
}
