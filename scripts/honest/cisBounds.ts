import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { createEnv } from '../../envs/registry.js';
import { behaviour } from '../../policies/behaviour.js';
import { softened } from '../../policies/softened.js';
import { uniform } from '../../policies/uniform.js';
import { createPolicy } from '../../policies/registry.js';
import { CONTROL_BEHAVIOURS, controlBehaviour } from '../../src/experiments/controls/controlBehaviours.js';
import { markovWorld } from '../../src/experiments/controls/markovWorld.js';
import { createRng } from '../../src/core/random/rng.js';
import { meanAndError } from '../../src/core/statistics/meanAndError.js';
import { fit } from '../../src/fit/fit.js';
import { mixWorst } from '../../src/fit/worst/mixWorst.js';
import { abstractionBetween } from '../../src/mdp/env.js';
import { policyValue } from '../../src/mdp/evaluate/policyValue.js';
import { liftPolicy } from '../../src/mdp/liftPolicy.js';
import type { Mdp } from '../../src/mdp/mdp.js';
import { policyIteration } from '../../src/mdp/optimise/policyIteration.js';
import type { Policy } from '../../src/mdp/policy.js';
import { diagnose } from '../../src/ope/diagnose.js';
import { gainOverBehaviour } from '../../src/ope/gainOverBehaviour.js';
import { wholeLog } from '../../src/ope/study/countedLog.js';
import { prepareStudy } from '../../src/ope/study/study.js';
import { projectTrajectories } from '../../src/trajectories/projectTrajectories.js';
import { simulate } from '../../src/trajectories/simulate/simulate.js';
import type { Trajectories } from '../../src/trajectories/trajectories.js';

/**
 * How often the bound of the gain by `cis` lies above the truth: of every candidate, and of the winner among them.
 *
 *     node dist/scripts/honest/cisBounds.js WORLD EPISODES FIRST_SEED LAST_SEED FILE
 *
 * WORLD is `physician` or a control behaviour, in sepsis with projected states, or `markov`, the Markov world. Candidates are learned from one log of
 * so many patients and judged on another one (`held out`) and on the very log (`in sample`, of which nothing is
 * promised). Appends a line a seed to FILE, leaves out seeds that it has, and sums up all that it has.
 */
interface Judged {
  readonly truth: number;
  /** On the other log, then on the log that the candidate was learned from. */
  readonly lower: readonly [number, number];
  readonly lowerIfChosen: readonly [number, number];
  readonly shareHeld: readonly [number, number];
}

interface Line {
  readonly world: string;
  readonly episodes: number;
  readonly seed: number;
  readonly candidates: Readonly<Record<string, Judged>>;
}

const HORIZON = 20;
const [world, size, first, last, file] = process.argv.slice(2);
const episodes = Number(size);
const env = createEnv('sepsis');
const exact = env.exactModel!();
const coarse = abstractionBetween(env, env.spaces[0].name, 'projected');
const fitted = (log: Trajectories): ReturnType<typeof fit> =>
  fit(log, { abstraction: abstractionBetween(env, env.recorded, 'projected'), outcomes: env.outcomes });

/** Where logs are drawn, and what a policy over the projected states is worth more there than the behaviour. */
interface World {
  readonly log: (
    seed: number,
    purpose: string,
  ) => { readonly log: Trajectories; readonly model: Mdp; readonly copied: Policy };
  readonly gain: (policy: Policy) => number;
}

function sepsis(): World {
  const control = CONTROL_BEHAVIOURS.find((name) => name === world);
  const mu = control ? controlBehaviour(env, control) : createPolicy(world, exact);
  const own = policyValue(exact, mu, { horizon: HORIZON }).value;
  return {
    log(seed, purpose) {
      const recorded = simulate(createRng(seed).fork(purpose), env, mu, { episodes, horizon: HORIZON });
      const { mdp, counts } = fitted(recorded);
      return { log: projectTrajectories(recorded, env, 'projected'), model: mdp, copied: behaviour(counts) };
    },
    gain: (policy) => policyValue(exact, liftPolicy(policy, coarse), { horizon: HORIZON }).value - own,
  };
}

function markov(): World {
  const { mdp: truth, behaviour: mu } = markovWorld(createRng(1), env);
  const own = policyValue(truth, mu, { horizon: HORIZON }).value;
  return {
    log(seed, purpose) {
      const log = simulate(createRng(seed).fork(purpose), truth, mu, { episodes, horizon: HORIZON });
      const { mdp, counts: own } = fit(log, plain(truth));
      return { log, model: mdp, copied: behaviour(own) };
    },
    gain: (policy) => policyValue(truth, policy, { horizon: HORIZON }).value - own,
  };
}

/** The states of a model as they are. */
function plain(model: Mdp): Parameters<typeof fit>[1] {
  const identity = abstractionBetween(env, 'projected', 'projected');
  return { abstraction: identity, outcomes: model.outcomes };
}

const { log: logOf, gain: gainOf } = world === 'markov' ? markov() : sepsis();

function candidatesOf({ model, copied }: ReturnType<World['log']>): Record<string, Policy> {
  const best = (mdp: Mdp): Policy => policyIteration(mdp, { discount: 0.99 }).policy;
  const [bold, careful] = [best(model), best(mixWorst(model, 1, { discount: 0.99 }))];
  return {
    plain: bold,
    'plain, softened .1': softened(bold, 0.1),
    'plain, softened .5': softened(bold, 0.5),
    'c = 1': careful,
    'c = 1, softened .1': softened(careful, 0.1),
    'c = 1, softened .5': softened(careful, 0.5),
    copied,
    uniform: uniform(model.nStates, model.nActions),
  };
}

/** Stands for a bound that was refused; below every gain. */
const NO_BOUND = -99;

function shareHeld(policy: Policy, log: Trajectories): number {
  return diagnose(wholeLog(prepareStudy(log, policy, { horizon: HORIZON }))).shareHeld;
}

function oneSeed(seed: number): Line {
  const [learned, other] = ['learn', 'judge'].map((purpose) => logOf(seed, purpose));
  const candidates = candidatesOf(learned);
  const judged = Object.entries(candidates).map(([name, policy]): [string, Judged] => {
    const [out, within] = [other, learned].map(({ log }) => {
      const study = prepareStudy(log, policy, { horizon: HORIZON, returnRange: [-1, 1] });
      const gain = gainOverBehaviour(wholeLog(study), { candidates: Object.keys(candidates).length });
      return 'reason' in gain ? { lower: NO_BOUND, lowerIfChosen: NO_BOUND } : gain;
    });
    return [
      name,
      {
        truth: gainOf(policy),
        lower: [out.lower, within.lower],
        lowerIfChosen: [out.lowerIfChosen, within.lowerIfChosen],
        shareHeld: [shareHeld(policy, other.log), shareHeld(policy, learned.log)],
      },
    ];
  });
  return { world, episodes, seed, candidates: Object.fromEntries(judged) };
}

const done = (existsSync(file) ? readFileSync(file, 'utf8') : '')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line) as Line)
  .filter((line) => line.world === world && line.episodes === episodes);
for (let seed = Number(first); seed <= Number(last); seed++) {
  if (done.some((line) => line.seed === seed)) continue;
  const line = oneSeed(seed);
  done.push(line);
  appendFileSync(file, `${JSON.stringify(line)}\n`);
}

const names = Object.keys(done[0].candidates);
const all = done.flatMap(({ candidates }) => Object.values(candidates));
const allowed = (n: number): string => (0.05 + 2 * Math.sqrt((0.05 * 0.95) / n)).toFixed(3);
console.log(`${world}, ${episodes} patients, ${done.length} seeds`);
for (const [at, where] of ['held out', 'in sample'].entries()) {
  const above = all.filter(({ truth, lower }) => lower[at] > truth).length;
  const winners = done.map(({ candidates }) =>
    Object.entries(candidates).reduce((best, each) => (each[1].lower[at] > best[1].lower[at] ? each : best)),
  );
  const kept = winners.filter(([, { lower }]) => !(lower[at] > 0)).length;
  const lies = winners.filter(([, { truth, lowerIfChosen }]) => lowerIfChosen[at] > truth).length;
  const better = winners.filter(([, { lowerIfChosen }]) => lowerIfChosen[at] > 0);
  console.log(
    `${where}: bound above the truth in ${above} of ${all.length} (${(above / all.length).toFixed(3)}, allowed ${allowed(all.length)}); adjusted bound of the winner in ${lies} of ${done.length} (allowed ${allowed(done.length)}); keep the clinician in ${kept}; said to be better in ${better.length}, of which truly ${better.filter(([, { truth }]) => truth > 0).length}`,
  );
}
for (const name of names) {
  const of = done.map(({ candidates }) => candidates[name]);
  const mean = (values: readonly number[]): string => (values.length > 0 ? meanAndError(values).mean.toFixed(3) : '-');
  const both = (text: (at: 0 | 1) => string): string => `${text(0)} / ${text(1)}`;
  const bounds = (at: 0 | 1): number[] => of.map(({ lower }) => lower[at]).filter((lower) => lower !== NO_BOUND);
  console.log(
    `  ${name.padEnd(20)} gain ${mean(of.map(({ truth }) => truth))}, bound ${both((at) => mean(bounds(at)))}, share held ${both((at) => mean(of.map(({ shareHeld: share }) => share[at])))}, above the truth in ${both((at) => String(of.filter(({ truth, lower }) => lower[at] > truth).length))}, refused ${both((at) => String(of.length - bounds(at).length))}`,
  );
}
