import fc from 'fast-check';
import type { Policy } from '../../../src/mdp/policy.js';
import type { Trajectories } from '../../../src/trajectories/trajectories.js';
import type { ActionValues } from './directMethod.js';
import { fitModel } from './fittedModel.js';
import type { Episode, Problem } from './problem.js';
import { toPolicy, toTrajectories } from './toTrajectories.js';

/** One question in both forms. */
export interface LoggedProblem {
  readonly problem: Problem & { readonly behaviour: readonly (readonly number[])[] };
  readonly trajectories: Trajectories & Required<Pick<Trajectories, 'propensity'>>;
  readonly behaviour: Policy;
  readonly target: Policy;
}

export interface LoggedProblemOptions {
  /** Default 1. */
  readonly minEpisodes?: number;
  /** Default 6. */
  readonly maxEpisodes?: number;
  /** Most steps to look ahead; default 4. */
  readonly maxHorizon?: number;
  /** Default 0.5, 0.9 and 1. */
  readonly discounts?: readonly number[];
  /** The target policy has no zeros; default false. Not together with `seenOnly`. */
  readonly fullTarget?: boolean;
  /** From the logged starts the target policy meets only logged pairs (`reachesOnlySeen`); default false. */
  readonly seenOnly?: boolean;
  /** No episode is cut before the horizon; default false. */
  readonly uncensored?: boolean;
}

/**
 * A small log of 2 to 4 states and 2 or 3 actions: episodes of 1 to H steps that ended or were cut anywhere, rewards in
 * quarters, a behaviour policy without zeros, a target policy often with zeros. The first episode has a positive
 * weight.
 */
export function loggedProblem({
  minEpisodes = 1,
  maxEpisodes = 6,
  maxHorizon = 4,
  discounts = [0.5, 0.9, 1],
  fullTarget = false,
  seenOnly = false,
  uncensored = false,
}: LoggedProblemOptions = {}): fc.Arbitrary<LoggedProblem> {
  return fc
    .record({
      nStates: fc.integer({ min: 2, max: 4 }),
      nActions: fc.integer({ min: 2, max: 3 }),
      horizon: fc.integer({ min: 1, max: maxHorizon }),
    })
    .chain(({ nStates, nActions, horizon }) =>
      fc.record({
        nStates: fc.constant(nStates),
        nActions: fc.constant(nActions),
        horizon: fc.constant(horizon),
        discount: fc.constantFrom(...discounts),
        behaviour: matrix(nStates, nActions, 1),
        target: matrix(nStates, nActions, fullTarget ? 1 : 0),
        episodes: fc.array(episodeOf(nStates, nActions, horizon), { minLength: minEpisodes, maxLength: maxEpisodes }),
      }),
    )
    .map((drawn) => {
      let { target, episodes } = drawn;
      if (uncensored) episodes = episodes.map((episode) => endedUnlessFull(episode, drawn.horizon));
      episodes = episodes.map((episode, i) => (i === 0 ? asTargetWould(episode, target) : episode));
      if (seenOnly) {
        episodes = endedWhereNoneGoesOn({ ...drawn, episodes });
        target = restrictedToSeen({ ...drawn, episodes });
      }
      const propensity = episodes.map(({ steps }) => steps.map(({ s, a }) => drawn.behaviour[s][a]));
      const problem = { ...drawn, target, episodes, propensity };
      return {
        problem,
        trajectories: toTrajectories(problem),
        behaviour: toPolicy(problem.behaviour),
        target: toPolicy(target),
      };
    });
}

/** Action values that fit a problem's size, in quarters, fitted to nothing. */
export function actionValuesFor({
  nStates,
  nActions,
  horizon,
}: Pick<Problem, 'nStates' | 'nActions' | 'horizon'>): fc.Arbitrary<ActionValues> {
  return arrayOf(horizon, arrayOf(nStates, arrayOf(nActions, quarters)));
}

const quarters = fc.integer({ min: -8, max: 8 }).map((n) => n / 4);

/** Rows that sum to 1, of weights from `least` to 4; a row of zeros becomes even. */
function matrix(nStates: number, nActions: number, least: number): fc.Arbitrary<number[][]> {
  const row = arrayOf(nActions, fc.integer({ min: least, max: 4 })).map(normalised);
  return arrayOf(nStates, row);
}

function normalised(weights: readonly number[]): number[] {
  const sum = weights.reduce((a, b) => a + b);
  return weights.map((w) => (sum === 0 ? 1 / weights.length : w / sum));
}

function episodeOf(nStates: number, nActions: number, horizon: number): fc.Arbitrary<Episode> {
  const state = fc.nat({ max: nStates - 1 });
  const step = fc.record({ a: fc.nat({ max: nActions - 1 }), r: quarters, next: state });
  return fc
    .record({
      first: state,
      moves: fc.array(step, { minLength: 1, maxLength: horizon }),
      terminated: fc.boolean(),
    })
    .map(({ first, moves, terminated }) => ({
      steps: moves.map((move, t) => ({ s: t === 0 ? first : moves[t - 1].next, ...move })),
      terminated,
    }));
}

function endedUnlessFull(episode: Episode, horizon: number): Episode {
  return { ...episode, terminated: episode.terminated || episode.steps.length < horizon };
}

/** Each action that the target policy never takes gives way to the first that it does take. */
function asTargetWould({ steps, terminated }: Episode, target: readonly (readonly number[])[]): Episode {
  const possible = (s: number, a: number): number => (target[s][a] > 0 ? a : target[s].findIndex((p) => p > 0));
  return { steps: steps.map((step) => ({ ...step, a: possible(step.s, step.a) })), terminated };
}

type Draft = Pick<Problem, 'nStates' | 'nActions' | 'horizon' | 'discount' | 'target' | 'episodes'>;

/** Episodes cut in a state that no step was ever taken from are said to have ended there. */
function endedWhereNoneGoesOn({ episodes }: Draft): Episode[] {
  const left = new Set(episodes.flatMap(({ steps }) => steps.map(({ s }) => s)));
  return episodes.map(({ steps, terminated }) => ({
    steps,
    terminated: terminated || !left.has(steps[steps.length - 1].next),
  }));
}

/** The target policy without the pairs that were not logged, in the states that steps were taken from. */
function restrictedToSeen(draft: Draft): number[][] {
  const { visits } = fitModel({ ...draft, propensity: [] });
  return draft.target.map((row, s) => {
    if (visits[s].every((count) => count === 0)) return [...row];
    const seen = row.map((p, a) => (visits[s][a] > 0 ? p : 0));
    return normalised(seen.some((p) => p > 0) ? seen : visits[s]);
  });
}

function arrayOf<T>(length: number, arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T[]> {
  return fc.array(arbitrary, { minLength: length, maxLength: length });
}
