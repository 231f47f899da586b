import type { Mdp } from '../../mdp/mdp.js';
import type { Trajectories } from '../../trajectories/trajectories.js';
import type { ObservedStep } from '../rows/observedStep.js';
import { type HiddenModel, checkHiddenModel, overModel, shownAs } from './hiddenModel.js';
import { impossibleStart, impossibleStep } from './impossibleEpisode.js';
import { type StatesBehind, statesBehind } from './statesBehind.js';

/** What the whole of an episode tells of the states that it passed through: a Markov chain over those that it may have. */
export interface HiddenPaths {
  /** For t = 0 to T: the states x_t that the episode may have been in. */
  readonly states: readonly Uint32Array[];
  /** P(x_t | episode), beside `states`. */
  readonly probability: readonly Float64Array[];
  /** For t = 0 to T − 1: the moves from x_t to x_{t+1}, by x_t, then x_{t+1}. */
  readonly moves: readonly (readonly HiddenMove[])[];
}

/** A transition that may be what happened at a step, as an observed step of the model. */
export interface HiddenMove extends ObservedStep {
  /** Position among the states at t. */
  readonly from: number;
  /** Position among those at t + 1. */
  readonly to: number;
  /** P(x_{t+1} | x_t, episode), > 0. */
  readonly probability: number;
}

/**
 * What each episode of a log tells of the states behind it, by backward messages:
 *
 *     β_T(x) = 1,   β_t(x) = b(a_t | x) Σ_{x'} P(x' | x, a_t) β_{t+1}(x'),   x' behind s_{t+1}
 *     P(x_0 | episode) ∝ P(x_0) β_0(x_0),   x_0 behind s_0
 *     P(x_{t+1} | x_t, episode) ∝ P(x_{t+1} | x_t, a_t) β_{t+1}(x_{t+1})
 *
 * Each message is divided by its largest entry, which cancels: no length of an episode makes it vanish.
 *
 * A run does not pass through an end of the model. Where ends and others show as one state, the log's `terminated` says
 * which of them its last one was. Where only one state is behind the first of an episode, it began there, whatever the
 * model says of beginnings.
 *
 * @returns for an episode's index
 * @throws ArgumentError as `checkHiddenModel`; in use, DataError naming the step with which an episode becomes impossible,
 *   whatever is hidden
 *
 * Cost O(states behind · entries of a row) a step.
 *
 * @example
 * // Two states that look alike, and stay: one falls with 0.5, the other with 0.1.
 * const step = (falls: number, s: number) => [[s, 1 - falls], [2, falls]] as const;
 * const env = tabularEnv({
 *   name: 'frail',
 *   parameters: {},
 *   stateLabels: ['frail', 'sturdy', 'fallen'],
 *   actionLabels: ['walk'],
 *   outcomes: [{ name: 'up', reward: 0 }, { name: 'down', reward: -1 }],
 *   ends: [[2, 1]],
 *   initial: [[0, 0.5], [1, 0.5]],
 *   next: (s) => (s === 0 ? step(0.5, 0) : step(0.1, 1)),
 *   observations: ['up', 'up', 'down'],
 * });
 * const builder = new TrajectoriesBuilder({ nStates: 2, nActions: 1, source: {} });
 * builder.step(0, 0, 0, 0);
 * builder.step(0, 0, 0, 0);
 * builder.endEpisode(false);
 * const model = { mdp: env.exactModel!(), abstraction: abstractionBetween(env, 'full', 'observed') };
 * hiddenPaths(builder.finish(), model)(0).probability[0] // [0.2358..., 0.7641...]
 */
export function hiddenPaths(trajectories: Trajectories, model: HiddenModel): (episode: number) => HiddenPaths {
  const where = 'hiddenPaths';
  checkHiddenModel(where, model, trajectories);
  const { mdp, abstraction } = model;
  const { nActions, rowStart, nextState, probability, terminal } = mdp;
  const { episodeStart, state, action, terminated } = trajectories;
  const behaviour = model.behaviour && overModel(where, model.behaviour, mdp, abstraction);
  const map = shownAs(abstraction, trajectories);
  const behind = statesBehind(map, abstraction.to.nStates);
  const mixed = endsAndOthers(behind, terminal);
  const position = new Int32Array(mdp.nStates).fill(-1);
  const chance = (x: number, a: number): number => behaviour?.probability[x * nActions + a] ?? 1;

  const begin = (episode: number): Uint32Array => {
    const starts = possibleStarts(mdp, behind, state[episodeStart[episode]]);
    if (starts.length === 0) throw impossibleStart(trajectories, model, episode);
    return starts;
  };

  /** Whether a state may be what an episode came to with step i. */
  const isReached = (x: number, episode: number, i: number): boolean => {
    const s = trajectories.nextState[i];
    if (map[x] !== s) return false;
    if (i + 1 < episodeStart[episode + 1]) return terminal[x] === 0;
    return mixed[s] === 0 || terminal[x] === terminated[episode];
  };

  /** The moves that the model allows at step i, with their probabilities in it. */
  const allowed = (states: Uint32Array, episode: number, i: number): { reached: Uint32Array; moves: HiddenMove[] } => {
    const reached: number[] = [];
    const moves: HiddenMove[] = [];
    states.forEach((x, from) => {
      if (chance(x, action[i]) === 0) return;
      const row = x * nActions + action[i];
      for (let k = rowStart[row]; k < rowStart[row + 1]; k++) {
        const next = nextState[k];
        if (probability[k] === 0 || !isReached(next, episode, i)) continue;
        if (position[next] < 0) position[next] = reached.push(next) - 1;
        moves.push({ from, to: position[next], row, entry: k - rowStart[row], probability: probability[k] });
      }
    });
    for (const x of reached) position[x] = -1;
    if (moves.length === 0) throw impossibleStep(trajectories, model, { episode, i, states, behaviour });
    return { reached: Uint32Array.from(reached), moves };
  };

  return (episode) => {
    const first = episodeStart[episode];
    const states = [begin(episode)];
    const moves: HiddenMove[][] = [];
    for (let i = first; i < episodeStart[episode + 1]; i++) {
      const step = allowed(states[i - first], episode, i);
      states.push(step.reached);
      moves.push(step.moves);
    }
    let message = new Float64Array(states[moves.length].length).fill(1);
    for (let t = moves.length - 1; t >= 0; t--) {
      const sums = new Float64Array(states[t].length);
      for (const move of moves[t]) sums[move.from] += move.probability * message[move.to];
      moves[t] = moves[t]
        .map((move) => ({ ...move, probability: (move.probability * message[move.to]) / sums[move.from] }))
        .filter((move) => move.probability > 0);
      const a = action[first + t];
      // In two steps, as the product of two small numbers may be none.
      message = scaled(scaled(sums).map((sum, i) => sum * chance(states[t][i], a)));
    }
    const start = normalised(message.map((beta, i) => beta * (states[0].length === 1 ? 1 : mdp.initial[states[0][i]])));
    return { states, probability: forward(start, states, moves), moves };
  };
}

/** States behind that in which an episode begins, in which runs of the model do; or the only one that there is. */
export function possibleStarts({ initial, terminal }: Mdp, { start, state }: StatesBehind, s: number): Uint32Array {
  const all = state.subarray(start[s], start[s + 1]);
  return all.filter((x) => terminal[x] === 0 && (all.length === 1 || initial[x] > 0));
}

/** Shape (coarse states): 1 where both ends and others show as one. */
function endsAndOthers({ start, state }: StatesBehind, terminal: Uint8Array): Uint8Array {
  const mixed = new Uint8Array(start.length - 1);
  mixed.forEach((_, s) => {
    const all = state.subarray(start[s], start[s + 1]);
    mixed[s] = Number(all.some((x) => terminal[x] !== terminal[all[0]]));
  });
  return mixed;
}

/** P(x_t | episode) from its first, by the moves. */
function forward(start: Float64Array, states: readonly Uint32Array[], moves: readonly HiddenMove[][]): Float64Array[] {
  const probability = [start];
  moves.forEach((step, t) => {
    const next = new Float64Array(states[t + 1].length);
    for (const { from, to, probability: share } of step) next[to] += probability[t][from] * share;
    probability.push(next);
  });
  return probability;
}

function scaled(message: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
  const largest = message.reduce((most, beta) => Math.max(most, beta), 0);
  return message.map((beta) => beta / largest);
}

function normalised(weights: Float64Array<ArrayBuffer>): Float64Array {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}
