import type { CommandModule } from 'yargs';
import { DataError } from '../../core/errors.js';
import { decisionPairs } from '../../counterfactual/decisionPairs.js';
import { effectVariance, leastEffectVariance } from '../../counterfactual/effectVariance.js';
import { entryScore, valueScore } from '../../counterfactual/entryScore.js';
import { provenance } from '../../files/index.js';
import { completeMechanism } from '../../mechanisms/completeMechanism.js';
import { rewardCdf } from '../../mechanisms/rewardCdf.js';
import { defineCommand } from '../command.js';
import { inputHashes } from '../inputHashes.js';
import { loadProblem } from '../loadProblem.js';
import {
  drawsOption,
  logFile,
  logOptions,
  mechanismsOption,
  problemOptions,
  scoreOptions,
  shared,
} from '../options.js';
import { resolveMechanism } from '../resolveMechanism.js';
import { isFile } from '../resolvePolicy.js';
import { table } from '../table.js';

export const effect: CommandModule = defineCommand(
  'effect <log>',
  'compare how variable mechanisms make the effect of single decisions',
  (argv) =>
    argv
      .positional('log', logFile)
      .options({
        ...problemOptions,
        mechanism: mechanismsOption,
        ...scoreOptions,
        draws: drawsOption,
        seed: shared.seed,
        json: shared.json,
        ...logOptions,
        set: shared.set,
      })
      .example('couplet effect log.csv --mdp mdp.json --policy target.json --mechanism gadget.json', ''),
  async (args) => {
    const { mdp, log, policy } = await loadProblem(args);
    const pairs = decisionPairs(log, mdp, policy);
    if (pairs.length === 0)
      throw new DataError('effect: the target policy must differ from some logged action, but repeats them all');
    const { score: kind, scoreDiscount, draws, seed } = args;
    const score = kind === 'reward' ? entryScore(mdp) : valueScore(mdp, policy, scoreDiscount);
    const least = leastEffectVariance(mdp, pairs, completeMechanism(rewardCdf({ score })), score);
    const rows = [];
    for (const spec of args.mechanism) {
      const mechanism = await resolveMechanism(spec, { mdp, policy, score: kind, scoreDiscount, draws, seed });
      rows.push({ mechanism: spec, ...effectVariance(mdp, pairs, mechanism, score) });
    }
    if (args.json) {
      const inputs = await inputHashes([args.log, args.mdp, ...[args.policy, ...args.mechanism].filter(isFile)]);
      const result = {
        nPairs: pairs.length,
        score: kind,
        least,
        mechanisms: rows,
        couplet: provenance('effect', { seed, inputs }),
      };
      process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
      return;
    }
    const cells = [...rows, { mechanism: 'least of all couplings', ...least }].map(({ mechanism, joint, given }) => [
      mechanism,
      joint.toPrecision(4),
      joint / least.joint,
      given.toPrecision(4),
      given / least.given,
    ]);
    process.stdout.write(
      `Variance of the effect of one decision, ${kind} of the next state, over ${pairs.length} pairs of the log (weighted by visits)\n` +
        `joint: before the outcome is known; given: knowing the outcome that was observed\n\n` +
        `${table(['mechanism', 'joint', '/ least', 'given', '/ least'], cells)}\n`,
    );
  },
);
