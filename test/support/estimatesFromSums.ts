import type { Aggregates, WeightedSums } from '../../src/aggregates/aggregates.js';

/** Estimates by their formulas over all blocks, the plainest way there is: for logs whose weights are numbers. */
export function estimatesFromSums({
  nStates,
  first,
  weighted,
}: Aggregates): Record<'on-policy' | 'is' | 'wis' | 'pdis' | 'wpdis' | 'mis', number> {
  const { episodes, discount, horizon, cells } = weighted!;
  const n = sum(episodes.count);
  const scale = episodes.logScale.map(Math.exp);
  const wg = sum(episodes.wg.map((x, b) => x * scale[b]));
  const w = sum(episodes.w.map((x, b) => x * scale[b]));
  const { total, reward } = sumsByTime(weighted!);
  let [pdis, wpdis, mis] = [0, 0, 0];
  for (let t = 0; t < horizon; t++) {
    pdis += (discount ** t * reward[t]) / n;
    if (total[t] > 0) wpdis += (discount ** t * reward[t]) / total[t];
  }
  let now = Float64Array.from({ length: nStates + 1 }, (_, s) => (first[s] ?? 0) / n);
  for (let t = 0; t < horizon; t++) {
    const visits = new Float64Array(nStates);
    const later = new Float64Array(nStates + 1);
    const rows = [...cells.t.keys()].filter((k) => cells.t[k] === t);
    for (const k of rows) visits[cells.state[k]] += cells.count[k];
    for (const k of rows) {
      const share = now[cells.state[k]] / visits[cells.state[k]];
      mis += discount ** t * share * cells.ratioReward[k];
      later[cells.nextState[k]] += share * cells.ratio[k];
    }
    now = later;
  }
  return { 'on-policy': sum(episodes.g) / n, is: wg / n, wis: wg / w, pdis, wpdis, mis };
}

/** Σ w_t over all episodes, ended ones with their last weight, and Σ w_t r_t. */
function sumsByTime({ steps, horizon }: WeightedSums): { total: Float64Array; reward: Float64Array } {
  const total = new Float64Array(horizon);
  const reward = new Float64Array(horizon);
  for (let k = 0; k < steps.t.length; k++) {
    const t = steps.t[k];
    const scale = Math.exp(steps.logScale[k]);
    total[t] += steps.w[k] * scale;
    reward[t] += steps.wr[k] * scale;
    for (let later = t + 1; later < horizon; later++) total[later] += steps.wEnded[k] * scale;
  }
  return { total, reward };
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}
