import { uniform } from '../policies/uniform.js';
import { type Rng, createRng } from '../src/core/random/rng.js';
import { bestChanges } from '../src/counterfactual/explain/bestChanges.js';
import { guaranteedChanges } from '../src/counterfactual/explain/guaranteedChanges.js';
import type { Mdp } from '../src/mdp/mdp.js';
import { findAssumption } from '../src/mechanisms/bounds/registry.js';
import { completeMechanism } from '../src/mechanisms/completeMechanism.js';
import { gumbelMax } from '../src/mechanisms/fixed/gumbelMax.js';
import type { CompleteMechanism } from '../src/mechanisms/mechanism.js';
import { simulate } from '../src/trajectories/simulate/simulate.js';
import type { Trajectories } from '../src/trajectories/trajectories.js';

/** The synthetic process of Tsirtsis & Gomez-Rodriguez (2021) in its sizes: states, actions, steps of an episode. */
const [STATES, ACTIONS, STEPS] = [20, 10, 20];
const EPISODES = 100;
/** As many as the published code draws for each row, and on how many episodes it is tried here. */
const [DRAWS, SAMPLED_EPISODES] = [1000, 2];

/**
 * Times the best changes of episodes of a random process, exactly and by draws.
 *
 * @returns lines of a table
 */
export function* explainTimings(): Generator<string> {
  const mdp = randomMdp(createRng(1));
  const log = simulate(createRng(2), mdp, uniform(STATES, ACTIONS), { episodes: EPISODES, horizon: STEPS });
  const gumbel = completeMechanism(gumbelMax());
  const size = `best changes, ${STATES} × ${ACTIONS}, ${STEPS} steps`;
  // Once before it counts.
  valuesOf(log, mdp, gumbel, 3, EPISODES / 5);
  for (const [episodes, changes] of [
    [EPISODES / 2, 3],
    [EPISODES, 3],
    [EPISODES, 6],
    [EPISODES, 12],
  ]) {
    const { seconds } = valuesOf(log, mdp, gumbel, changes, episodes);
    yield line(`${size}, ${episodes} episodes, k ≤ ${changes}:`, seconds, episodes);
  }
  const { seconds: guaranteed } = timed(() => {
    const explain = guaranteedChanges(log, mdp, findAssumption('none'), { changes: 3 });
    return Array.from({ length: EPISODES / 5 }, (_, e) => explain(e).value);
  });
  yield line(`guaranteed, ${EPISODES / 5} episodes, k ≤ 3:`, guaranteed, EPISODES / 5);
  const exact = valuesOf(log, mdp, gumbel, STEPS, SAMPLED_EPISODES);
  const sampled = valuesOf(log, mdp, sampledRows(gumbel, createRng(3)), STEPS, SAMPLED_EPISODES);
  yield line(`exact, ${SAMPLED_EPISODES} episodes, k ≤ ${STEPS}:`, exact.seconds, SAMPLED_EPISODES);
  yield line(`${DRAWS} draws a row, ${SAMPLED_EPISODES} episodes, k ≤ ${STEPS}:`, sampled.seconds, SAMPLED_EPISODES);
  const off = sampled.values.map((value, e) => value.map((each, k) => each - exact.values[e][k]));
  const all = off.flatMap((each) => [...each]);
  yield `  the draws put the value off by ${Math.min(...all).toFixed(3)} to ${Math.max(...all).toFixed(3)}, where ${STEPS} changes gain ${exact.values
    .map((value) => (value[STEPS] - value[0]).toFixed(2))
    .join(' and ')}`;
}

function line(what: string, seconds: number, episodes: number): string {
  return `${what.padEnd(64)} ${seconds.toFixed(2)} s, ${((1000 * seconds) / episodes).toFixed(1)} ms an episode`;
}

interface Values {
  readonly seconds: number;
  readonly values: readonly Float64Array[];
}

function valuesOf(
  log: Trajectories,
  mdp: Mdp,
  mechanism: CompleteMechanism,
  changes: number,
  episodes: number,
): Values {
  return timed(() => {
    const explain = bestChanges(log, mdp, mechanism, { changes });
    return Array.from({ length: episodes }, (_, e) => explain(e).value);
  });
}

/** CPU seconds. */
function timed(run: () => readonly Float64Array[]): Values {
  const start = process.cpuUsage();
  const values = run();
  const { user, system } = process.cpuUsage(start);
  return { seconds: (user + system) / 1e6, values };
}

/** Rows as frequencies of draws, each row drawn once. */
function sampledRows(mechanism: CompleteMechanism, rng: Rng): CompleteMechanism {
  return {
    ...mechanism,
    counterfactual(p, q, x, outcomes) {
      const counts = new Float64Array(q.length);
      for (let i = 0; i < DRAWS; i++) counts[mechanism.sample(rng, p, q, x, outcomes)] += 1;
      return counts.map((count) => count / DRAWS);
    },
  };
}

/** All rows dense, rewards of a state from 0 to 1. */
function randomMdp(rng: Rng): Mdp {
  const nRows = STATES * ACTIONS;
  const reward = Array.from({ length: STATES }, () => rng.uniform());
  const rows = Array.from({ length: nRows }, () => {
    const weights = Array.from({ length: STATES }, () => rng.exponential());
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    return weights.map((weight) => weight / total);
  });
  return {
    nStates: STATES,
    nActions: ACTIONS,
    rowStart: Uint32Array.from({ length: nRows + 1 }, (_, row) => row * STATES),
    nextState: Uint32Array.from({ length: nRows * STATES }, (_, k) => k % STATES),
    probability: Float64Array.from(rows.flat()),
    reward: Float64Array.from({ length: nRows * STATES }, (_, k) => reward[Math.floor(k / (ACTIONS * STATES))]),
    initial: new Float64Array(STATES).fill(1 / STATES),
    terminal: new Uint8Array(STATES),
    outcomes: [{ name: 'going on', reward: 0 }],
    outcome: new Uint8Array(STATES),
    source: {},
  };
}
