import { createCommonOutcomes } from '../../../mechanisms/kernels/commonOutcomes.js';
import type { CommonRow, CompleteMechanism } from '../../../mechanisms/mechanism.js';
import { observedPair } from '../../intervals/apart/observedPair.js';
import { largerFinite } from '../../intervals/apart/largerFinite.js';
import { type ExtendedMdp, longestRow, modelRow } from '../../rows/extendedMdp.js';
import type { ObservedStep } from '../../rows/observedStep.js';
import { type MechanismRows, mechanismRows as plainMechanismRows } from '../stepRows.js';

/**
 * As `mechanismRows` of `stepRows`, for the sizes of real logs: rows that depend on what two have in common alone are
 * weighed where they are, and need not be kept. States that the mechanism rules out may be visited by `eachNext`.
 */
export function mechanismRows(mdp: ExtendedMdp, mechanism: CompleteMechanism, bytes: number): MechanismRows {
  const { fresh, common } = mechanism.counterfactual;
  const plain = plainMechanismRows(mdp, mechanism, bytes);
  return common && !fresh && mechanism.exact ? commonRows(mdp, common, plain) : plain;
}

/** @param repeating where the row is that which was observed */
function commonRows(mdp: ExtendedMdp, form: CommonRow, repeating: MechanismRows): MechanismRows {
  const { rowStart, nextState, probability } = mdp;
  const longest = longestRow(mdp);
  const pair = observedPair(mdp);
  const common = createCommonOutcomes(longest);
  const [values, changed] = [new Float64Array(longest), new Float64Array(longest)];
  let last: ObservedStep | undefined;
  let repeated = -1;
  let current = -1;
  const observe = (step: ObservedStep | undefined): void => {
    last = step;
    pair.observe(step);
    repeated = step ? modelRow(mdp, step.row) : -1;
    common.px = pair.px;
    common.total = 0;
    for (let k = step ? rowStart[step.row] : 0; step && k < rowStart[step.row + 1]; k++) common.total += probability[k];
  };
  /** Shape (K): the row's probabilities. */
  const weights = (): Float64Array => {
    pair.turnTo(current);
    const { n, p, q, x, meets } = pair;
    if (n === 1 || !meets || pair.px === 1) return q;
    common.n = common.rest = 0;
    common.x = -1;
    for (let k = 0; k < n; k++) {
      if (p[k] === 0 || q[k] === 0) {
        common.rest += q[k];
        continue;
      }
      if (k === x) common.x = common.n;
      common.p[common.n] = p[k];
      common.q[common.n++] = q[k];
    }
    const factor = form(common, values);
    let i = 0;
    for (let k = 0; k < n; k++) changed[k] = p[k] === 0 || q[k] === 0 ? factor * q[k] : values[i++];
    return changed;
  };
  return {
    scale: 0,
    open(step, row) {
      if (step !== last) observe(step);
      current = row;
      if (row === repeated) repeating.open(step, row);
    },
    eachNext(visit) {
      if (current === repeated) repeating.eachNext(visit);
      else for (let k = rowStart[current]; k < rowStart[current + 1]; k++) if (probability[k] > 0) visit(nextState[k]);
    },
    eachMove(visit) {
      if (current === repeated) {
        repeating.eachMove(visit);
        return;
      }
      const weight = weights();
      for (let k = 0; k < pair.n; k++) if (weight[k] !== 0) visit(nextState[rowStart[current] + k], weight[k]);
    },
    means(objective, later, width, n, out) {
      if (current === repeated) {
        repeating.scale = this.scale;
        repeating.means(objective, later, width, n, out);
        this.scale = repeating.scale;
        return;
      }
      const { reward, discount } = objective;
      const first = rowStart[current];
      const weight = weights();
      let { scale } = this;
      for (let i = 0; i < n; i++) out[i] = 0;
      for (let k = 0; k < pair.n; k++) {
        const chance = weight[k];
        if (chance === 0) continue;
        const earned = reward[first + k];
        const at = nextState[first + k] * width;
        for (let i = 0; i < n; i++) {
          const value = earned + discount * later[at + i];
          out[i] += chance * value;
          scale = largerFinite(scale, value);
        }
      }
      this.scale = scale;
    },
  };
}
