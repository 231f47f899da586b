import fc from 'fast-check';
import { aliasTables, sampleAlias } from '../../src/core/random/aliasTable.js';
import { createRng } from '../../src/core/random/rng.js';
import { sampleCategorical } from '../../src/core/random/sampleCategorical.js';
import { type Mdp, rowIndex } from '../../src/mdp/mdp.js';
import type { Policy } from '../../src/mdp/policy.js';
import type { Trajectories } from '../../src/trajectories/trajectories.js';

/** A probability vector of that length: often with zeros and point masses, sometimes with entries down to 1e-300. */
export function probabilityVector(length: number): fc.Arbitrary<Float64Array<ArrayBuffer>> {
  const weight = fc.oneof(
    { weight: 4, arbitrary: fc.nat({ max: 1 }) },
    { weight: 5, arbitrary: fc.integer({ min: 1, max: 1000 }).map((n) => n / 1000) },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: 300 }).map((digits) => 10 ** -digits) },
  );
  return fc
    .tuple(fc.array(weight, { minLength: length, maxLength: length }), fc.nat({ max: length - 1 }))
    .map(([drawn, certain]) => {
      // The shrinker holds on to what was drawn, so it is not to be written to.
      const weights = drawn.some((w) => w > 0) ? drawn : drawn.map((_, k) => Number(k === certain));
      const sum = weights.reduce((a, b) => a + b);
      return Float64Array.from(weights, (w) => w / sum);
    });
}

/** A probability vector whose entries are multiples of 1/16, so that sums and differences of a few are exact. */
export function dyadicVector(length: number): fc.Arbitrary<Float64Array<ArrayBuffer>> {
  const cuts = fc.array(fc.nat({ max: 16 }), { minLength: length - 1, maxLength: length - 1 });
  return cuts.map((inner) => {
    const ends = [...inner.toSorted((a, b) => a - b), 16];
    return Float64Array.from(ends, (end, k) => (end - (k === 0 ? 0 : ends[k - 1])) / 16);
  });
}

interface Sizes {
  /** Default 6; at least 2. */
  readonly maxStates?: number;
  /** Default 3. */
  readonly maxActions?: number;
}

/**
 * A small model that `checkMdp` accepts: 2 or more states of which the last one or more are terminal, with empty or
 * with self-returning rows, and no run starts in them. Rows may hold explicit zeros. Ends may be out of reach.
 */
export function smallMdp({ maxStates = 6, maxActions = 3 }: Sizes = {}): fc.Arbitrary<Mdp> {
  return fc
    .record({ nStates: fc.integer({ min: 2, max: maxStates }), nActions: fc.integer({ min: 1, max: maxActions }) })
    .chain(({ nStates, nActions }) =>
      fc.integer({ min: 1, max: nStates - 1 }).chain((nInterior) =>
        fc.record({
          rows: arrayOf(nInterior * nActions, probabilityVector(nStates)),
          rewards: arrayOf(nStates * nActions, arrayOf(nStates, fc.integer({ min: -8, max: 8 }))),
          start: probabilityVector(nInterior),
          ends: arrayOf(nStates - nInterior, fc.integer({ min: 1, max: 2 })),
          keepZeros: fc.boolean(),
          emptyEnds: fc.boolean(),
          nStates: fc.constant(nStates),
          nActions: fc.constant(nActions),
        }),
      ),
    )
    .map(assembleMdp);
}

interface Draft {
  /** Row (s, a) of every state that is no end, dense. */
  readonly rows: readonly Float64Array[];
  /** In quarters, so that expected rewards stay short. */
  readonly rewards: readonly (readonly number[])[];
  readonly start: Float64Array;
  readonly ends: readonly number[];
  readonly keepZeros: boolean;
  readonly emptyEnds: boolean;
  readonly nStates: number;
  readonly nActions: number;
}

function assembleMdp({ rows, rewards, start, ends, keepZeros, emptyEnds, nStates, nActions }: Draft): Mdp {
  const rowStart = new Uint32Array(nStates * nActions + 1);
  const [nextState, probability, reward]: [number[], number[], number[]] = [[], [], []];
  for (let row = 0; row < nStates * nActions; row++) {
    const state = Math.floor(row / nActions);
    for (let next = 0; next < nStates; next++) {
      const interior = row < rows.length;
      const p = interior ? rows[row][next] : Number(next === state);
      if (interior ? p === 0 && !keepZeros : p === 0 || emptyEnds) continue;
      nextState.push(next);
      probability.push(p);
      reward.push(interior ? rewards[row][next] / 4 : 0);
    }
    rowStart[row + 1] = nextState.length;
  }
  const outcome = new Uint8Array(nStates);
  outcome.set(ends, nStates - ends.length);
  const initial = new Float64Array(nStates);
  initial.set(start);
  return {
    nStates,
    nActions,
    rowStart,
    nextState: Uint32Array.from(nextState),
    probability: Float64Array.from(probability),
    reward: Float64Array.from(reward),
    initial,
    terminal: outcome.map((o) => Number(o > 0)),
    outcomes: [
      { name: 'going on', reward: 0 },
      { name: 'lost', reward: -1 },
      { name: 'won', reward: 1 },
    ],
    outcome,
    source: {},
  };
}

/** A policy, often deterministic in some states. */
export function anyPolicy({ nStates, nActions }: Pick<Policy, 'nStates' | 'nActions'>): fc.Arbitrary<Policy> {
  return arrayOf(nStates, probabilityVector(nActions)).map((rows) => ({
    nStates,
    nActions,
    probability: Float64Array.from(rows.flatMap((row) => [...row])),
  }));
}

interface LogSizes {
  /** Default 6; at least 1. */
  readonly maxEpisodes?: number;
  /** Default 5: the most steps of an episode. */
  readonly horizon?: number;
}

/**
 * A log that the model and the behaviour policy could have written, both propensity columns included. An episode ends
 * on entering a terminal state, or is cut off at the horizon. It shrinks by episodes and horizon; the steps come from a
 * seed.
 */
export function logOf(
  mdp: Mdp,
  behaviour: Policy,
  { maxEpisodes = 6, horizon = 5 }: LogSizes = {},
): fc.Arbitrary<Trajectories> {
  const tables = aliasTables(mdp.rowStart, mdp.probability);
  const { nStates, nActions } = mdp;
  const draw = fc.record({
    seed: fc.noShrink(fc.nat()), // a smaller seed is no simpler
    nEpisodes: fc.integer({ min: 1, max: maxEpisodes }),
    cap: fc.integer({ min: 1, max: horizon }),
  });
  return draw.map(({ seed, nEpisodes, cap }) => {
    const episodes = Array.from({ length: nEpisodes }, (_, e): Episode => {
      const rng = createRng(seed).fork(e);
      const steps: Step[] = [];
      let state = sampleCategorical(rng, mdp.initial);
      while (steps.length < cap && mdp.terminal[state] === 0) {
        const chances = behaviour.probability.subarray(state * nActions, (state + 1) * nActions);
        const action = sampleCategorical(rng, chances);
        const row = rowIndex(mdp, state, action);
        const entry = mdp.rowStart[row] + sampleAlias(rng, tables, row);
        const nextState = mdp.nextState[entry];
        steps.push({ state, action, reward: mdp.reward[entry], nextState, chances });
        state = nextState;
      }
      return { steps, terminated: mdp.terminal[state] };
    });
    return { ...assembleLog(nStates, nActions, episodes), source: { horizon: cap } };
  });
}

/**
 * Any log of those sizes: steps join up and nothing else is assumed. The optional columns are there or not; rewards are
 * any finite numbers, the names of episodes any distinct strings.
 */
export function anyLog(
  { nStates, nActions }: Pick<Trajectories, 'nStates' | 'nActions'>,
  { maxEpisodes = 6, horizon = 5 }: LogSizes = {},
): fc.Arbitrary<Trajectories> {
  const state = fc.nat({ max: nStates - 1 });
  const decimal = fc
    .tuple(fc.integer({ min: -99_999, max: 99_999 }), fc.oneof(fc.constant(0), fc.integer({ min: -300, max: 300 })))
    .map(([digits, exponent]) => digits * 10 ** exponent);
  const step = fc
    .record({
      action: fc.nat({ max: nActions - 1 }),
      reward: decimal,
      nextState: state,
      chances: probabilityVector(nActions),
    })
    .map((drawn) => ({
      ...drawn,
      chances: drawn.chances[drawn.action] > 0 ? drawn.chances : new Float64Array(nActions).fill(1 / nActions),
    }));
  const episode = fc
    .record({
      first: state,
      steps: fc.array(step, { minLength: 1, maxLength: horizon }),
      terminated: fc.nat({ max: 1 }),
      hidden: fc.nat({ max: 3 }),
      id: fc.string({ minLength: 1 }),
    })
    .map(({ first, steps, ...rest }) => ({
      ...rest,
      steps: steps.map((drawn, t) => ({ ...drawn, state: t === 0 ? first : steps[t - 1].nextState })),
    }));
  return fc
    .record({
      episodes: fc.uniqueArray(episode, { minLength: 1, maxLength: maxEpisodes, selector: ({ id }) => id }),
      has: fc.record({ propensity: fc.boolean(), propensities: fc.boolean(), hidden: fc.boolean(), id: fc.boolean() }),
    })
    .map(({ episodes, has }) => {
      const { propensity, propensities, ...columns } = assembleLog(nStates, nActions, episodes);
      return {
        ...columns,
        ...(has.propensity && { propensity }),
        ...(has.propensities && { propensities }),
        ...(has.hidden && { hidden: Int32Array.from(episodes, ({ hidden }) => hidden) }),
        ...(has.id && { episodeId: episodes.map(({ id }) => id) }),
        source: {},
      };
    });
}

interface Step {
  readonly state: number;
  readonly action: number;
  readonly reward: number;
  readonly nextState: number;
  /** The behaviour policy's probabilities of all actions. */
  readonly chances: Float64Array;
}

interface Episode {
  readonly steps: readonly Step[];
  readonly terminated: number;
}

type WithPropensities = Omit<Trajectories, 'source'> & Required<Pick<Trajectories, 'propensity' | 'propensities'>>;

function assembleLog(nStates: number, nActions: number, episodes: readonly Episode[]): WithPropensities {
  const steps = episodes.flatMap((episode) => episode.steps);
  const episodeStart = new Uint32Array(episodes.length + 1);
  episodes.forEach((episode, e) => (episodeStart[e + 1] = episodeStart[e] + episode.steps.length));
  return {
    nEpisodes: episodes.length,
    nStates,
    nActions,
    episodeStart,
    state: Int32Array.from(steps, (step) => step.state),
    action: Int32Array.from(steps, (step) => step.action),
    reward: Float64Array.from(steps, (step) => step.reward),
    nextState: Int32Array.from(steps, (step) => step.nextState),
    terminated: Uint8Array.from(episodes, (episode) => episode.terminated),
    propensity: Float64Array.from(steps, (step) => step.chances[step.action]),
    propensities: Float64Array.from(steps.flatMap((step) => [...step.chances])),
  };
}

function arrayOf<T>(length: number, arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T[]> {
  return fc.array(arbitrary, { minLength: length, maxLength: length });
}
