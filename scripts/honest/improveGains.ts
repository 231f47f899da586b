import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { createEnv } from '../../envs/registry.js';
import { createPolicy } from '../../policies/registry.js';
import { createRng } from '../../src/core/random/rng.js';
import { errorText, meanAndError } from '../../src/core/statistics/meanAndError.js';
import { normalQuantile } from '../../src/core/statistics/normalQuantile.js';
import { CONTROL_BEHAVIOURS, controlBehaviour } from '../../src/experiments/controls/controlBehaviours.js';
import { adviceCandidates } from '../../src/honest/improve/candidates.js';
import { choiceRecord } from '../../src/honest/improve/choiceRecord.js';
import { improve } from '../../src/honest/improve/improve.js';
import { foldParts } from '../../src/trajectories/episodeParts.js';
import type { Advice } from '../../src/mdp/advice/advice.js';
import { advisedPolicy } from '../../src/mdp/advice/advisedPolicy.js';
import { abstractionBetween } from '../../src/mdp/env.js';
import { policyValue } from '../../src/mdp/evaluate/policyValue.js';
import type { Policy } from '../../src/mdp/policy.js';
import { projectTrajectories } from '../../src/trajectories/projectTrajectories.js';
import { simulate } from '../../src/trajectories/simulate/simulate.js';

/**
 * What `improve` finds in logs of sepsis, and what it is truly worth: exact gains over the clinician who wrote them.
 *
 *     node dist/scripts/honest/improveGains.js BEHAVIOUR EPISODES FIRST_SEED LAST_SEED FILE
 *
 * appends one line a seed to FILE, leaves out seeds that it has, and then sums up all that it has of this behaviour and
 * size. BEHAVIOUR is `physician` or one of `CONTROL_BEHAVIOURS`.
 */
interface Line {
  readonly behaviour: string;
  readonly episodes: number;
  readonly seed: number;
  readonly winner: string;
  /** True gain of the advice that was returned. */
  readonly gain: number;
  /** True gain of the winner's advice of the folds, what its bound is about. */
  readonly foldGain: number;
  readonly lower: number;
  readonly adjusted: number;
  /** By candidate: true gain when learned from the whole log; of the folds; and the bound. */
  readonly candidates: Readonly<Record<string, readonly [whole: number, folds: number, lower: number]>>;
}

const HORIZON = 20;
const [behaviour, size, first, last, file] = process.argv.slice(2);
const episodes = Number(size);
const env = createEnv('sepsis');
const model = env.exactModel!();
const coarse = abstractionBetween(env, env.spaces[0].name, 'projected');
const mu = behaviourNamed(behaviour);
const valueOf = (policy: Policy): number => policyValue(model, policy, { horizon: HORIZON, discount: 1 }).value;
const own = valueOf(mu);

/** The physician, or who writes the logs of a control. */
function behaviourNamed(name: string): Policy {
  const control = CONTROL_BEHAVIOURS.find((known) => known === name);
  return control ? controlBehaviour(env, control) : createPolicy(name, model);
}

function trueGain(advice: Advice): number {
  return valueOf(advisedPolicy(mu, advice, coarse)) - own;
}

function oneSeed(seed: number): Line {
  const recorded = simulate(createRng(seed), env, mu, {
    episodes,
    horizon: HORIZON,
    propensities: 'all',
    steps: 'tables',
  });
  const log = projectTrajectories(recorded, env, 'projected');
  const found = improve(createRng(seed), log, { leastReturn: -1 });
  const parts = foldParts(createRng(seed), log, { folds: 3 });
  const records = parts.map(({ learn }) => choiceRecord(log, 1, learn));
  const whole = choiceRecord(log, 1);
  const candidates = Object.fromEntries(
    adviceCandidates.map(({ name, learn }, c) => {
      const inFolds = records.reduce(
        (sum, record, k) => sum + (trueGain(learn(record)) * parts[k].judge.length) / episodes,
        0,
      );
      return [name, [trueGain(learn(whole)), inFolds, found.candidates[c].lower] as const];
    }),
  );
  const winner = found.winner?.name;
  return {
    behaviour,
    episodes,
    seed,
    winner: winner ?? 'keep',
    gain: trueGain(found.advice),
    foldGain: winner === undefined ? 0 : candidates[winner][1],
    lower: found.winner?.lower ?? 0,
    adjusted: found.adjustedLower ?? 0,
    candidates,
  };
}

const done = (existsSync(file) ? readFileSync(file, 'utf8') : '')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line) as Line)
  .filter((line) => line.behaviour === behaviour && line.episodes === episodes);
for (let seed = Number(first); seed <= Number(last); seed++) {
  if (done.some((line) => line.seed === seed)) continue;
  const line = oneSeed(seed);
  done.push(line);
  appendFileSync(file, `${JSON.stringify(line)}\n`);
}

const share = (holds: (line: Line) => boolean): string => `${done.filter(holds).length} of ${done.length}`;
/** Gains below this are roundings. */
const NONE = 1e-9;
console.log(`${behaviour}, ${episodes} patients, ${done.length} seeds; the clinician is worth ${own.toFixed(4)}`);
console.log(
  `chosen: ${errorText(meanAndError(done.map(({ gain }) => gain)), 4)}, better in ${share(({ gain }) => gain > NONE)}, worse in ${share(({ gain }) => gain < -NONE)} (worst ${Math.min(...done.map(({ gain }) => gain)).toFixed(4)})`,
);
console.log(
  `bound above the truth: ${share(({ lower, foldGain }) => lower > foldGain + NONE)}, adjusted ${share(({ adjusted, foldGain }) => adjusted > foldGain + NONE)}; adjusted bound above 0: ${share(({ adjusted }) => adjusted > 0)} (z ${normalQuantile(1 - 0.05 / adviceCandidates.length).toFixed(2)})`,
);
for (const { name } of adviceCandidates) {
  const of = done.map(({ candidates }) => candidates[name]);
  const above = of.filter(([, folds, lower]) => lower > folds + NONE).length;
  console.log(
    `  ${name.padEnd(20)} ${errorText(meanAndError(of.map(([whole]) => whole)), 4)}, chosen ${done.filter(({ winner }) => winner === name).length}, bound above the truth ${above}`,
  );
}
