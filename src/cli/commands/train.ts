import { existsSync, readFileSync } from 'node:fs';
import type { CommandModule } from 'yargs';
import { DataError } from '../../core/errors.js';
import { createRng } from '../../core/random/rng.js';
import { type Provenance, writeGadget } from '../../files/index.js';
import { atomicWrite } from '../../files/write/atomicWrite.js';
import { BACKEND_NAMES, loadTensorflow } from '../../gadgets/backend.js';
import { trainGadget } from '../../gadgets/training/trainGadget.js';
import { defineCommand } from '../arguments/command.js';
import { loadProblem } from '../input/loadProblem.js';
import {
  logFile,
  logOptions,
  problemOptions,
  severalScoresOptions,
  shared,
  unmodelledOption,
} from '../arguments/options.js';
import { gadgetTraining } from '../../learning/gadgetTraining.js';
import { noteUnmodelled } from '../output/notes/noteUnmodelled.js';
import { progressBar } from '../output/progressBar.js';
import { resolveScores } from '../input/resolveScores.js';
import { printJson, say } from '../say.js';
import { exitCodeOf, stopWhenAsked } from '../signals.js';
import { decimal } from '../output/table.js';

export const train: CommandModule = defineCommand(
  'train',
  (argv) =>
    argv
      .positional('log', logFile)
      .options({
        ...problemOptions,
        gadget: {
          choices: ['gadget-2', 'gadget-1'] as const,
          default: 'gadget-2' as const,
          describe: 'family to learn in; gadget-2 is implicit',
        },
        pairs: {
          choices: ['visited', 'decisions'] as const,
          default: 'visited' as const,
          describe: 'train on what counterfactual trajectories of the log visit, or on single decisions in its states',
        },
        ...severalScoresOptions,
        unmodelled: unmodelledOption,
        given: {
          choices: ['joint', 'observation'] as const,
          default: 'joint' as const,
          describe: 'make the effect less variable before the outcome is known, or given it',
        },
        estimator: {
          choices: ['exact', 'relaxed'] as const,
          default: 'exact' as const,
          describe: "loss in closed form, or the papers' relaxation",
        },
        clusters: { type: 'number', default: 20, describe: 'clusters of gadget-2' },
        sinkhorn: { type: 'number', default: 10, describe: 'Sinkhorn steps of gadget-2' },
        'learn-prior': { type: 'boolean', default: false, describe: 'learn the prior over clusters' },
        order: {
          choices: ['auto', 'score', 'none'] as const,
          default: 'auto' as const,
          describe:
            "what clusters of gadget-2 begin as: quantiles of the order of the scores' sum (score), alike and near Gumbel-max (none), or the order that begins lowest, if it halves what none has above the least loss (auto)",
        },
        hidden: { type: 'string', default: '256,256', describe: 'units of the hidden layers' },
        activation: {
          choices: ['silu', 'sigmoid', 'tanh', 'relu'] as const,
          default: 'silu' as const,
          describe: 'activation of the hidden layers',
        },
        steps: { type: 'number', default: 500, describe: 'steps of Adam' },
        batch: { type: 'number', default: 64, describe: 'pairs a step' },
        rate: { type: 'number', default: 0.01, describe: 'highest learning rate' },
        patience: {
          type: 'number',
          default: 0,
          describe: 'evaluations without a new best after which to stop, 0 for never',
        },
        backend: { choices: BACKEND_NAMES, describe: 'backend of tfjs to insist on (default: the first that works)' },
        checkpoint: {
          type: 'string',
          describe: 'file to keep the run in, every ten seconds and at its end; a run that finds it goes on from there',
        },
        seed: shared.seed,
        json: shared.json,
        out: { ...shared.out, demandOption: true, describe: 'gadget file to write (.json)' },
        ...logOptions,
        set: shared.set,
      })
      .example('couplet train log.csv --mdp mdp.json --policy target.json --out gadget.json', '')
      .example('couplet train log.csv --mdp mdp.json --policy target.json --score scores.csv --out gadget.json', ''),
  async (args, { provenance }) => {
    const { mdp, log, policy } = await loadProblem(args);
    // Before the pairs are listed, which takes longer: whoever lacks the packages hears it at once.
    const tensorflow = await loadTensorflow(args.backend);
    const scores = await resolveScores(args.score, { mdp, policy, scoreDiscount: args.scoreDiscount });
    const training = gadgetTraining(log, mdp, policy, {
      kind: args.gadget,
      pairs: args.pairs,
      scores: scores.map(({ values }) => values),
      given: args.given,
      unmodelled: args.unmodelled,
      network: { hidden: args.hidden.split(',').map(Number), activation: args.activation },
      nClusters: args.clusters,
      sinkhornSteps: args.sinkhorn,
      learnPrior: args.learnPrior,
      order: args.order,
    });
    if (training === undefined)
      throw new DataError('train: the target policy must differ from some logged action, but repeats them all');
    const { spec, source, nPairs, unmodelled } = training;
    noteUnmodelled(log, unmodelled);
    const couplet = await provenance({ score: scores.map(({ name }) => name) });
    const stop = new AbortController();
    const stopped = stopWhenAsked(() => {
      stop.abort();
    }, 'what is learned so far is being written');
    const bar = progressBar('training');
    const { checkpoint, seed, steps } = args;
    const model = await trainGadget(createRng(seed).fork('train'), spec, source, {
      settings: {
        estimator: args.estimator,
        steps,
        batchSize: args.batch,
        learningRate: args.rate,
        patience: args.patience,
      },
      signal: stop.signal,
      onProgress: ({ step, loss, bestLoss }) => {
        bar.update(step, steps, `loss ${loss.toPrecision(4)}, best held out ${bestLoss.toPrecision(4)}`);
      },
      tensorflow,
      ...(checkpoint !== undefined && { onCheckpoint: (text: string) => atomicWrite(checkpoint, [text]) }),
      ...(checkpoint !== undefined && existsSync(checkpoint) && { resume: readFileSync(checkpoint, 'utf8') }),
      provenance: flat(couplet),
    }).finally(() => {
      bar.stop();
    });
    const signal = stopped();
    await writeGadget(args.out, model);
    if (signal) process.exitCode = exitCodeOf(signal);
    const { startLoss, heldOutLoss, ended, backend: used, bestStep } = model.training;
    if (args.json) printJson({ out: args.out, nPairs, unmodelled, ...model.training, couplet });
    say(
      `${args.gadget} on ${nPairs} pairs, ${spec.outcomes.length} states${'order' in spec ? ', clusters in the order of a score' : ''}, backend ${used}, seed ${seed}: held-out loss ${decimal(startLoss, 5)} at the start, ${decimal(heldOutLoss, 5)} at step ${bestStep} (${ended}); written to ${args.out}`,
    );
  },
);

/** Provenance as a gadget file holds it: numbers and strings by name, inputs and options among the rest. */
function flat({ version, command, seed, options, inputs }: Provenance): Record<string, string | number> {
  const plain = (value: unknown): string | number => {
    if (Array.isArray(value)) return value.map(plain).join(', ');
    return typeof value === 'number' ? value : String(value);
  };
  return {
    version,
    command,
    ...(seed !== undefined && { seed }),
    ...Object.fromEntries(Object.entries(options ?? {}).map(([option, value]) => [option, plain(value)])),
    ...inputs,
  };
}
