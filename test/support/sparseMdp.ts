import type { Rng } from '../../src/core/random/rng.js';
import type { Mdp } from '../../src/mdp/mdp.js';
import type { Policy } from '../../src/mdp/policy.js';

export interface SparseMdpOptions {
  readonly nStates: number;
  readonly nActions: number;
  /** How many of the last states are ends; may be 0. */
  readonly nEnds: number;
}

/**
 * A random sparse model of the awkward kind: rows of one to four successors near and far, many self-loops, stretches
 * without reward, loops that pay +1 and −1 in turn, states that no other leads to, and ends that may be out of reach.
 */
export function sparseMdp(rng: Rng, { nStates, nActions, nEnds }: SparseMdpOptions): Mdp {
  const below = (n: number): number => Math.floor(rng.uniform() * n);
  const nLiving = nStates - nEnds;
  const rowStart = new Uint32Array(nStates * nActions + 1);
  const [nextState, probability, reward]: [number[], number[], number[]] = [[], [], []];
  const pays = below(3) > 0;
  for (let row = 0; row < nStates * nActions; row++) {
    const s = Math.floor(row / nActions);
    const successors = new Set<number>();
    const kind = s < nLiving ? below(8) : -1;
    if (kind === 0) successors.add(s);
    if (kind === 1) successors.add(s ^ 1).add(s ^ 1);
    if (kind > 1) {
      for (let i = 1 + below(3); i > 0; i--)
        successors.add(below(2) === 0 ? below(nStates) : Math.min(s + 1, nStates - 1));
      if (below(3) === 0) successors.add(s);
    }
    const entries = [...successors].map((next) => Math.min(next, nStates - 1)).toSorted((a, b) => a - b);
    const weights = entries.map(() => (below(6) === 0 ? 1e-3 : 1) * rng.exponential());
    const sum = weights.reduce((a, b) => a + b, 0);
    entries.forEach((next, i) => {
      nextState.push(next);
      probability.push(weights[i] / sum);
      reward.push(kind === 1 ? (s % 2 === 0 ? 1 : -1) : pays && below(2) === 0 ? below(9) - 4 : 0);
    });
    rowStart[row + 1] = nextState.length;
  }
  const initial = new Float64Array(nStates);
  initial[below(nStates)] += 0.5;
  initial[below(nStates)] += 0.5;
  const outcome = Uint8Array.from({ length: nStates }, (_, s) => (s < nLiving ? 0 : 1 + (s % 2)));
  return {
    nStates,
    nActions,
    rowStart,
    nextState: Uint32Array.from(nextState),
    probability: Float64Array.from(probability),
    reward: Float64Array.from(reward),
    initial,
    terminal: outcome.map((o) => Number(o > 0)),
    outcomes: ['going on', 'lost', 'won'].map((name) => ({ name, reward: 0 })),
    outcome,
    source: {},
  };
}

/** A policy that takes one action in half of the states and any in the others. */
export function sparsePolicy(rng: Rng, { nStates, nActions }: Pick<Mdp, 'nStates' | 'nActions'>): Policy {
  const probability = new Float64Array(nStates * nActions);
  for (let s = 0; s < nStates; s++) {
    const certain = Math.floor(rng.uniform() * 2 * nActions);
    const weights = Array.from({ length: nActions }, (_, a) =>
      certain < nActions ? Number(a === certain) : rng.uniform(),
    );
    const sum = weights.reduce((a, b) => a + b, 0);
    weights.forEach((w, a) => (probability[s * nActions + a] = w / sum));
  }
  return { nStates, nActions, probability };
}
