import type { Episode, Problem, Step } from './problem.js';

/** A process small enough to list all its runs. */
export interface TinyMdp {
  /** transition[s][a][s']; rows of terminal states are not used. */
  readonly transition: readonly (readonly (readonly number[])[])[];
  /** reward[s][a][s']. */
  readonly reward: readonly (readonly (readonly number[])[])[];
  readonly terminal: readonly boolean[];
  /** initial[s]; 0 in terminal states. */
  readonly initial: readonly number[];
}

export interface WeighedEpisode {
  readonly episode: Episode;
  readonly probability: number;
}

/** Every run of positive probability under a policy, to a terminal state or to the horizon. */
export function allEpisodes(
  mdp: TinyMdp,
  policy: readonly (readonly number[])[],
  horizon: number,
): readonly WeighedEpisode[] {
  const found: WeighedEpisode[] = [];
  const extend = (steps: readonly Step[], s: number, probability: number): void => {
    if (probability === 0) return;
    if (mdp.terminal[s] || steps.length === horizon) {
      found.push({ episode: { steps, terminated: mdp.terminal[s] }, probability });
      return;
    }
    policy[s].forEach((chance, a) => {
      mdp.transition[s][a].forEach((p, next) => {
        extend([...steps, { s, a, r: mdp.reward[s][a][next], next }], next, probability * chance * p);
      });
    });
  };
  mdp.initial.forEach((p, s) => {
    extend([], s, p);
  });
  return found;
}

/** E of an estimate over logs of n independent runs, by going through all the logs there are. */
export function expectation(
  runs: readonly WeighedEpisode[],
  n: number,
  estimate: (episodes: readonly Episode[]) => number,
): number {
  const over = (episodes: readonly Episode[], probability: number): number => {
    if (episodes.length === n) return probability * estimate(episodes);
    let sum = 0;
    for (const run of runs) sum += over([...episodes, run.episode], probability * run.probability);
    return sum;
  };
  return over([], 1);
}

/** Expected discounted return of a policy over the horizon, by backward recursion. */
export function trueValue(
  mdp: TinyMdp,
  policy: readonly (readonly number[])[],
  { discount, horizon }: Pick<Problem, 'discount' | 'horizon'>,
): number {
  let value = mdp.initial.map(() => 0);
  for (let left = 1; left <= horizon; left++) {
    value = value.map((_, s) => {
      if (mdp.terminal[s]) return 0;
      let sum = 0;
      policy[s].forEach((chance, a) => {
        mdp.transition[s][a].forEach((p, next) => {
          sum += chance * p * (mdp.reward[s][a][next] + discount * value[next]);
        });
      });
      return sum;
    });
  }
  return mdp.initial.reduce((sum, p, s) => sum + p * value[s], 0);
}

/** The question as asked of a log that the behaviour policy wrote. */
export function problemOf(
  mdp: TinyMdp,
  episodes: readonly Episode[],
  { behaviour, target, discount, horizon }: Required<Pick<Problem, 'behaviour' | 'target' | 'discount' | 'horizon'>>,
): Problem {
  return {
    nStates: mdp.initial.length,
    nActions: target[0].length,
    episodes,
    propensity: episodes.map(({ steps }) => steps.map(({ s, a }) => behaviour[s][a])),
    behaviour,
    target,
    discount,
    horizon,
  };
}
