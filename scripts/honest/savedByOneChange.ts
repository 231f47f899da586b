import { createEnv } from '../../envs/registry.js';
import { createPolicy } from '../../policies/registry.js';
import { createRng } from '../../src/core/random/rng.js';
import type { CounterfactualEvaluation } from '../../src/counterfactual/evaluate/evaluateCounterfactual.js';
import { entryScore } from '../../src/counterfactual/effects/entryScore.js';
import type { Edit } from '../../src/counterfactual/explain/course.js';
import { explainLog } from '../../src/counterfactual/explain/explainLog.js';
import { evaluateHiddenPlan } from '../../src/counterfactual/hidden/evaluateHiddenPlan.js';
import type { HiddenModel } from '../../src/counterfactual/hidden/hiddenModel.js';
import { fit } from '../../src/fit/fit.js';
import { aggregate } from '../../src/mdp/aggregate.js';
import { abstractionBetween } from '../../src/mdp/env.js';
import { entryRewards } from '../../src/mdp/entryRewards.js';
import { occupancy } from '../../src/mdp/evaluate/occupancy.js';
import type { Mdp } from '../../src/mdp/mdp.js';
import type { Policy } from '../../src/mdp/policy.js';
import { completeMechanism } from '../../src/mechanisms/completeMechanism.js';
import type { CompleteMechanism } from '../../src/mechanisms/mechanism.js';
import { createMechanism } from '../../src/mechanisms/registry.js';
import { projectTrajectories } from '../../src/trajectories/projectTrajectories.js';
import { simulate } from '../../src/trajectories/simulate/simulate.js';
import { subset } from '../../src/trajectories/subset.js';
import type { Trajectories } from '../../src/trajectories/trajectories.js';

/**
 * Of the patients of the demo who died: how many one other decision would have saved, by the model that is fitted to the
 * states of a log, and what is left of it in the exact model, with what the log hides weighed and with nothing hidden:
 * `node dist/scripts/honest/savedByOneChange.js [patients] [mechanism ...]`.
 *
 * A change is one action at one step; all else as logged. Runs end with the log, or go on to the horizon under the
 * physician: in projected states as far as these tell what a physician does. The change is chosen by the expected return.
 * `discharged` counts those whom it gives a discharge with at least one half, `spared` those whom it lets die with less
 * than that.
 */
const [patients = '1000', ...named] = process.argv.slice(2);
const mechanisms = named.length > 0 ? named : ['gumbel-max', 'reward-cdf'];
const HORIZON = 20;
const SPACE = 'projected';
/** Indices of outcomes. */
const [DEATH, DISCHARGE] = [1, 2];

const env = createEnv('sepsis');
const truth = env.exactModel!();
const physician = createPolicy('physician', truth);
const recorded = simulate(createRng(1), env, physician, { episodes: Number(patients), horizon: HORIZON });
const fitted = fit(recorded, {
  abstraction: abstractionBetween(env, env.recorded, SPACE),
  outcomes: env.outcomes,
  entryReward: entryRewards(env, SPACE),
}).mdp;
const hiding = abstractionBetween(env, 'full', SPACE);
const visits = occupancy(truth, physician, { horizon: HORIZON });
const endless = aggregate(truth, hiding, visits);

const shown = deaths(projectTrajectories(recorded, env, SPACE));
const whole = deaths(projectTrajectories(recorded, env, 'full'));
const weighed: HiddenModel = { mdp: truth, abstraction: hiding, behaviour: physician };
const known: HiddenModel = { mdp: truth, abstraction: abstractionBetween(env, 'full', 'full') };

/** One change of each patient; undefined where nothing is better than what was done. */
type Changes = readonly (Edit | undefined)[];

/** The physician in projected states, as often as their patients are given each action there. */
const asFitted = createPolicy('behaviour', projectTrajectories(recorded, env, SPACE));
const asVisited = averaged(physician, visits);

/** Who acts after the log, by model. */
type After = ReadonlyMap<Mdp, Policy>;
const AFTERS: readonly (readonly [string, After])[] = [
  ['runs end with the log', new Map()],
  [
    'the physician to step 20',
    new Map([
      [fitted, asFitted],
      [endless, asVisited],
      [truth, physician],
    ]),
  ],
];

for (const name of mechanisms)
  for (const [when, after] of AFTERS) {
    const over = async (mdp: Mdp): Promise<CompleteMechanism> =>
      completeMechanism(await createMechanism(name, { score: entryScore(mdp) }));
    const exact = await over(truth);
    line([
      `${name}, ${when}: ${shown.nEpisodes} of ${patients} died`,
      'discharged',
      'spared',
      'P(discharge)',
      'P(death)',
    ]);
    for (const [model, mdp] of [
      ['fitted model', fitted],
      ['model of endless data', endless],
    ] as const) {
      const own = await over(mdp);
      const changes = bestIn(mdp, shown, own, after);
      report(`${model}, as it says itself`, judged(shown, ownStates(mdp), changes, own, after));
      report('  its changes, hidden weighed', judged(shown, weighed, changes, exact, after));
      report('  its changes, nothing hidden', judged(whole, known, changes, exact, after));
    }
    const hidden = bestWeighed(exact, after);
    report('exact model, hidden weighed', judged(shown, weighed, hidden, exact, after));
    report('  its changes, nothing hidden', judged(whole, known, hidden, exact, after));
    const best = bestIn(truth, whole, exact, after);
    report('exact model, nothing hidden', judged(whole, known, best, exact, after));
  }

function deaths(log: Trajectories): Trajectories {
  const last = (e: number): number => log.episodeStart[e + 1] - 1;
  const all = Array.from({ length: log.nEpisodes }, (_, e) => e);
  return subset(
    log,
    all.filter((e) => log.terminated[e] === 1 && log.reward[last(e)] < 0),
  );
}

/** A model in which a log of its own states hides nothing. */
function ownStates(mdp: Mdp): HiddenModel {
  return { mdp, abstraction: abstractionBetween(env, SPACE, SPACE) };
}

function bestIn(mdp: Mdp, log: Trajectories, mechanism: CompleteMechanism, after: After): Changes {
  return explainLog(log, mdp, mechanism, { changes: 1, ...following(mdp, after) }).change;
}

function following(mdp: Mdp, after: After): { after?: Policy; horizon?: number } {
  const policy = after.get(mdp);
  return policy ? { after: policy, horizon: HORIZON } : {};
}

/** By every action at every step, with what is hidden weighed: only the patients' logs are used. */
function bestWeighed(mechanism: CompleteMechanism, after: After): Changes {
  const episode: number[] = [];
  const tried: (Edit | undefined)[] = [];
  for (let e = 0; e < shown.nEpisodes; e++) {
    for (let i = shown.episodeStart[e]; i < shown.episodeStart[e + 1]; i++)
      for (let action = 0; action < shown.nActions; action++) {
        episode.push(e);
        tried.push({ step: i - shown.episodeStart[e], given: shown.action[i], action });
      }
  }
  const { expectedReturn } = judged(subset(shown, episode), weighed, tried, mechanism, after);
  const best = new Array<Edit | undefined>(shown.nEpisodes);
  // Nothing is as what was done, which ended in death.
  const value = new Float64Array(shown.nEpisodes).fill(-1 + 1e-9);
  episode.forEach((e, i) => {
    if (expectedReturn[i] <= value[e]) return;
    value[e] = expectedReturn[i];
    best[e] = tried[i];
  });
  return best;
}

function judged(
  log: Trajectories,
  model: HiddenModel,
  changes: Changes,
  mechanism: CompleteMechanism,
  after: After,
): CounterfactualEvaluation {
  const plan = log.action.slice();
  changes.forEach((edit, e) => {
    if (edit) plan[log.episodeStart[e] + edit.step] = edit.action;
  });
  return evaluateHiddenPlan(log, model, plan, mechanism, { rowBytes: 2 ** 29, ...following(model.mdp, after) });
}

function report(what: string, { nEpisodes: n, outcomeProbability }: CounterfactualEvaluation): void {
  const nOutcomes = outcomeProbability.length / n;
  const chances = (o: number): number[] => Array.from({ length: n }, (_, e) => outcomeProbability[e * nOutcomes + o]);
  const mean = (values: readonly number[]): string => (values.reduce((a, b) => a + b) / n).toFixed(4);
  const share = (found: readonly number[]): string => `${found.length} (${((100 * found.length) / n).toFixed(1)} %)`;
  const [discharge, death] = [chances(DISCHARGE), chances(DEATH)];
  line([
    what,
    share(discharge.filter((p) => p >= 0.5)),
    share(death.filter((p) => p < 0.5)),
    mean(discharge),
    mean(death),
  ]);
}

/** A policy in the states that others show as, weighed by how often each is visited. */
function averaged({ nActions }: Policy, visited: Float64Array): Policy {
  const { to, map } = hiding;
  const probability = new Float64Array(to.nStates * nActions);
  visited.forEach((mass, row) => (probability[map[Math.floor(row / nActions)] * nActions + (row % nActions)] += mass));
  for (let s = 0; s < to.nStates; s++) {
    const row = probability.subarray(s * nActions, (s + 1) * nActions);
    const sum = row.reduce((a, b) => a + b);
    row.forEach((mass, a) => (row[a] = sum > 0 ? mass / sum : 1 / nActions));
  }
  return { nStates: to.nStates, nActions, probability, space: to.name };
}

function line(cells: readonly string[]): void {
  process.stdout.write(`${cells.map((cell, i) => (i === 0 ? cell.padEnd(62) : cell.padStart(14))).join('')}\n`);
}
