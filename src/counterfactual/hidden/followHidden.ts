import type { CompleteMechanism } from '../../mechanisms/mechanism.js';
import { episodeReturns } from '../../trajectories/episodeReturns.js';
import { observedOutcomes } from '../../trajectories/observedOutcomes.js';
import type { Trajectories } from '../../trajectories/trajectories.js';
import { type AfterLog, addAfterLog, emptyResults, settleVariance } from '../chain/episodeResults.js';
import type { SupportCounter } from '../chain/stepSupport.js';
import type { CounterfactualRows } from '../rows/counterfactualRows.js';
import type { CounterfactualOptions } from '../evaluate/counterfactualOptions.js';
import type { CounterfactualEvaluation } from '../evaluate/evaluateCounterfactual.js';
import { emptyHiddenChains, livingMass, propagateHidden, startHidden } from './hiddenChains.js';
import type { HiddenModel } from './hiddenModel.js';
import type { HiddenPaths } from './hiddenPaths.js';

/** What is done in the runs that are followed. */
export interface HiddenRuns extends Omit<CounterfactualOptions, 'unmodelled'> {
  readonly horizon: number;
  readonly paths: (episode: number) => HiddenPaths;
  /** By the number of a step among all steps of the log. */
  readonly rows: (step: number) => CounterfactualRows;
  /** What follows the log, by the steps that it has and discount^T. */
  readonly after: (taken: number, weight: number) => AfterLog;
  readonly resting: SupportCounter | undefined;
}

/** Carries the pairs (x_t, x~_t) of each episode along the log, and adds what follows. */
export function followHidden(
  trajectories: Trajectories,
  { mdp, abstraction }: HiddenModel,
  mechanism: Pick<CompleteMechanism, 'exact'>,
  runs: HiddenRuns,
): CounterfactualEvaluation {
  const { discount = 1, horizon, progress, resting } = runs;
  const { nEpisodes: n, episodeStart } = trajectories;
  const results = emptyResults(n, mdp.outcomes.length);
  const chains = emptyHiddenChains(mdp.nStates);
  for (let e = 0; e < n; e++) {
    const paths = runs.paths(e);
    const taken = paths.moves.length;
    startHidden(chains, paths);
    let weight = 1;
    paths.moves.forEach((moves, t) => {
      results.expectedLength[e] += livingMass(chains);
      if (resting)
        for (const [i, chain] of chains.living.entries())
          resting.observed(
            e,
            t,
            chain,
            moves.find(({ from }) => from === i),
            weight,
          );
      const rows = runs.rows(episodeStart[e] + t);
      propagateHidden(mdp, { moves, rows, weight, last: t + 1 === taken }, chains);
      weight *= discount;
    });
    for (const chain of [...chains.living, chains.ended]) {
      addAfterLog(results, e, chain, runs.after(taken, weight));
      resting?.after(e, chain, taken, weight);
    }
    settleVariance(results, e);
    if (e % Math.ceil(n / 100) === 0) progress?.(e, n);
  }
  const observedReturn = episodeReturns(trajectories, discount);
  return {
    nEpisodes: n,
    horizon,
    discount,
    exact: mechanism.exact,
    observedReturn,
    observedOutcome: observedOutcomes(trajectories, mdp.outcomes, abstraction.to.outcome),
    ...results,
    effect: results.expectedReturn.map((value, e) => value - observedReturn[e]),
    unmodelled: { rule: 'refuse', steps: 0, episodes: 0 },
    ...(resting && { support: resting.support }),
  };
}
