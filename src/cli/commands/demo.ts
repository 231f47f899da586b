import type { CommandModule } from 'yargs';
import { join, resolve } from 'node:path';
import { createEnv } from '../../../envs/registry.js';
import { createPolicy } from '../../../policies/registry.js';
import { createRng } from '../../core/random/rng.js';
import { entryScore, valueScore } from '../../counterfactual/effects/entryScore.js';
import {
  type CounterfactualEvaluation,
  evaluateCounterfactual,
} from '../../counterfactual/evaluate/evaluateCounterfactual.js';
import { summarizeCounterfactual } from '../../counterfactual/evaluate/summarizeCounterfactual.js';
import { sha256OfFile, writeGadget, writeMdp, writePolicy, writeTrajectories } from '../../files/index.js';
import { atomicWrite } from '../../files/write/atomicWrite.js';
import { gadgetMechanism } from '../../gadgets/gadgetMechanism.js';
import { abstractionBetween } from '../../mdp/env.js';
import { fit } from '../../fit/fit.js';
import { liftPolicy } from '../../mdp/liftPolicy.js';
import type { Mdp } from '../../mdp/mdp.js';
import { outcomeProbabilities } from '../../mdp/evaluate/outcomeProbabilities.js';
import type { Policy } from '../../mdp/policy.js';
import { policyIteration } from '../../mdp/optimise/policyIteration.js';
import { policyValue } from '../../mdp/evaluate/policyValue.js';
import { completeMechanism } from '../../mechanisms/completeMechanism.js';
import type { Mechanism } from '../../mechanisms/mechanism.js';
import { createMechanism } from '../../mechanisms/registry.js';
import { offPolicyEvaluation } from '../../ope/offPolicyEvaluation.js';
import { observedOutcomes } from '../../trajectories/observedOutcomes.js';
import { projectTrajectories } from '../../trajectories/projectTrajectories.js';
import { simulate } from '../../trajectories/simulate/simulate.js';
import { defineCommand } from '../arguments/command.js';
import { effectRows } from '../output/counterfactualCsv.js';
import { evaluationText } from '../output/counterfactualReport.js';
import { shared } from '../arguments/options.js';
import { makeFolder } from '../output/makeFolder.js';
import { type TrainedGadget, trainGadget } from '../../gadgets/training/trainGadget.js';
import { type GadgetTraining, gadgetTraining } from '../../learning/gadgetTraining.js';
import { MissingPackageError } from '../../core/optionalPackage.js';
import { note, print } from '../say.js';
import { decimal, table } from '../output/table.js';

const HORIZON = 20;
const DISCOUNT = 0.99;
/** Shown side by side: their disagreement is what the data leave open. The first is reported in full. */
const MECHANISMS = ['gumbel-max', 'inverse-cdf', 'reward-cdf', 'maximal'] as const;
/** Beside them; `dm` has a value whatever the log. */
const ESTIMATORS = ['dm', 'wis', 'dr'] as const;
/** Small, and trained for seconds: what `couplet train` does, for show. */
const GADGET = { network: { hidden: [64, 64], activation: 'silu' }, nClusters: 10 } as const;
const GADGET_SETTINGS = { steps: 80, batchSize: 32 };

export const demo: CommandModule = defineCommand(
  'demo',
  (argv) =>
    argv
      .options({
        episodes: { type: 'number', default: 1000, describe: 'number of patients' },
        seed: shared.seed,
        out: { ...shared.out, default: 'couplet-demo', describe: 'folder to write the files to' },
      })
      .example('couplet demo', ''),
  async ({ episodes, seed, out }, { provenance }) => {
    await makeFolder(out);
    const env = createEnv('sepsis');
    const truth = env.exactModel!();
    const physician = createPolicy('physician', truth);
    const log = simulate(createRng(seed), env, physician, { episodes, horizon: HORIZON });

    const abstraction = abstractionBetween(env, env.recorded, 'projected');
    const actionLabels = Array.from({ length: env.nActions }, (_, a) => env.actionLabel(a));
    const { mdp } = fit(log, { abstraction, outcomes: env.outcomes, actionLabels });
    const { policy } = policyIteration(mdp, { discount: DISCOUNT, actions: 'all' });
    const lifted = liftPolicy(policy, abstractionBetween(env, env.spaces[0].name, 'projected'));

    const patients = projectTrajectories(log, env, 'projected', 'direct');
    const source = await provenance();
    const training = gadgetTraining(patients, mdp, policy, {
      ...GADGET,
      horizon: HORIZON,
      scores: [valueScore(mdp, policy, DISCOUNT)],
    });
    const gadget =
      training &&
      (await trainGadget(createRng(seed).fork('train'), training.spec, training.source, {
        settings: GADGET_SETTINGS,
        provenance: { version: source.version, command: source.command, seed, score: 'value' },
      }).catch(withoutPackage));
    const mechanisms: (readonly [name: string, mechanism: Mechanism])[] = [];
    for (const name of MECHANISMS) mechanisms.push([name, await createMechanism(name, { score: entryScore(mdp) })]);
    if (gadget) mechanisms.push(['a learned gadget', gadgetMechanism(gadget)]);
    const evaluations = mechanisms.map(([name, given]) => {
      const mechanism = completeMechanism(given);
      const evaluation = evaluateCounterfactual(patients, mdp, policy, mechanism, { horizon: HORIZON });
      return { name, evaluation, summary: summarizeCounterfactual(createRng(seed), evaluation, { top: 3 }) };
    });

    const { estimates: offPolicy } = offPolicyEvaluation(createRng(seed), patients, policy, {
      estimators: ESTIMATORS,
      interval: false,
    });

    const [{ evaluation, summary }] = evaluations;
    const observed = new Float64Array(env.outcomes.length);
    for (const outcome of observedOutcomes(patients, mdp.outcomes, mdp.outcome)) observed[outcome] += 1 / episodes;
    const rows = [
      ['physician, as logged', summary.observed.mean, observed[1], observed[2]],
      ['physician, the truth (exact)', ...exactRow(truth, physician)],
      ['learned policy, promised by the fitted model', ...exactRow(mdp, policy)],
      ...evaluations.map((one) => [
        `learned policy, counterfactual by ${one.name}`,
        one.summary.counterfactual.mean,
        columnSum(one.summary.outcomeTable, env.outcomes.length, 1),
        columnSum(one.summary.outcomeTable, env.outcomes.length, 2),
      ]),
      ...offPolicy.map(({ estimator, value }) => [
        `learned policy, off-policy by ${estimator}`,
        value ?? '-',
        '-',
        '-',
      ]),
      ['learned policy, the truth (exact)', ...exactRow(truth, lifted)],
    ];
    const promised = policyValue(mdp, policy, { horizon: HORIZON }).value;
    const actual = policyValue(truth, lifted, { horizon: HORIZON }).value;
    print(
      `Couplet demo: ${episodes} simulated sepsis patients, at most ${HORIZON} steps, seed ${seed}. Death pays -1, discharge +1.
A physician policy treats them. From that log a new policy is learned. Would it have been better?

${table(['who acts, and how we know', 'value', 'P(death)', 'P(discharge)'], rows)}

The fitted model promises ${decimal(promised, 2)}; the simulator, which knows the truth, says ${decimal(actual, 2)}. ${verdict(promised, actual)}
Counterfactuals inherit the model's faults. Averaged over patients every mechanism gives about the model's promise; for one patient
they differ from ${MECHANISMS[0]} by up to ${decimal(largestDisagreement(evaluations), 2)} in expected return. No data can tell which is right.

${gadgetText(training, gadget)}

${evaluationText({ log: patients, mdp, evaluation, summary, mechanism: { name: MECHANISMS[0] }, policy: '"learned"', seed, chosen: { discount: evaluation.discount, discountFrom: 'default' } })}
`,
    );

    const files = ['log.csv', 'mdp.json', 'target.json', 'effects.csv', ...(gadget ? ['gadget.json'] : [])].map(
      (name) => join(out, name),
    );
    await writeTrajectories(files[0], log, source);
    const ofLog = { 'log.csv': await sha256OfFile(files[0]) };
    await writeMdp(files[1], mdp, { ...source, inputs: ofLog });
    await writePolicy(files[2], policy, {
      ...source,
      inputs: { 'mdp.json': await sha256OfFile(files[1]) },
      origins: ofLog,
    });
    await atomicWrite(files[3], effectRows(source, patients, mdp, evaluation));
    if (gadget) await writeGadget(files[4], gadget);
    print(`Files: ${files.join(', ')} in ${resolve('.')}\n`);
  },
);

function gadgetText(training: GadgetTraining | undefined, gadget: TrainedGadget | undefined): string {
  if (!training)
    return 'There is no learned gadget: the new policy does what was logged, and leaves no pair to learn from.';
  if (!gadget) return 'There is no learned gadget: this install lacks the packages that train one.';
  const { steps, startLoss, heldOutLoss } = gadget.training;
  return `The gadget is a mechanism of its own, learned from the pairs of distributions that these counterfactuals visit, to make the value of what
follows least variable: ${steps} steps took its loss on held-out pairs from ${decimal(startLoss)} to ${decimal(heldOutLoss)}.`;
}

function exactRow(mdp: Mdp, policy: Policy): [number, number, number] {
  const [, death, discharge] = outcomeProbabilities(mdp, policy, HORIZON);
  return [policyValue(mdp, policy, { horizon: HORIZON }).value, death, discharge];
}

/** The most by which any mechanism's answer for any patient differs from the first one's. */
function largestDisagreement(
  evaluations: readonly { readonly evaluation: Pick<CounterfactualEvaluation, 'expectedReturn'> }[],
): number {
  const [first, ...others] = evaluations.map(({ evaluation }) => evaluation.expectedReturn);
  return Math.max(...others.flatMap((one) => Array.from(one, (value, e) => Math.abs(value - first[e]))));
}

function columnSum(matrix: Float64Array, size: number, column: number): number {
  let sum = 0;
  for (let row = 0; row < size; row++) sum += matrix[row * size + column];
  return sum;
}

function verdict(promised: number, actual: number): string {
  if (promised - actual > 0.1)
    return 'Learned from little data about states that hide diabetes and glucose, the model is far too hopeful.';
  return 'Here the model is close.';
}

/** Where tfjs is not installed the demo does without a gadget. */
function withoutPackage(error: unknown): undefined {
  if (!(error instanceof MissingPackageError)) throw error;
  note(`no gadget is learned: ${error.message}`);
}
