import type { CommandModule } from 'yargs';
import { DataError } from '../../core/errors.js';
import { decisionPairs } from '../../counterfactual/decisionPairs.js';
import { effectVariance, leastEffectVariance } from '../../counterfactual/effectVariance.js';
import { entryScore, valueScore } from '../../counterfactual/entryScore.js';
import { provenance, readMdp } from '../../files/index.js';
import { completeMechanism } from '../../mechanisms/completeMechanism.js';
import { rewardCdf } from '../../mechanisms/rewardCdf.js';
import { defineCommand } from '../command.js';
import { inModelSpace } from '../inModelSpace.js';
import { inputHashes } from '../inputHashes.js';
import { loadLog } from '../loadLog.js';
import { logOptions, scoreOptions, shared } from '../options.js';
import { resolveMechanism } from '../resolveMechanism.js';
import { isFile, resolvePolicy } from '../resolvePolicy.js';
import { table } from '../table.js';

export const effect: CommandModule = defineCommand(
  'effect <log>',
  'compare how variable mechanisms make the effect of single decisions',
  (argv) =>
    argv
      .positional('log', {
        type: 'string',
        demandOption: true,
        describe: 'trajectories (.csv or .jsonl, - for standard input)',
      })
      .options({
        mdp: { type: 'string', demandOption: true, describe: 'MDP file' },
        policy: { type: 'string', demandOption: true, describe: 'target policy: a file or a name' },
        mechanism: {
          type: 'string',
          array: true,
          nargs: 1,
          default: ['independent', 'gumbel-max', 'inverse-cdf', 'reward-cdf', 'maximal'],
          describe: 'causal mechanism: a name or a file; may be given more than once',
        },
        ...scoreOptions,
        draws: { type: 'number', default: 10_000, describe: 'draws for a mechanism without a closed form' },
        seed: shared.seed,
        json: shared.json,
        ...logOptions,
        set: shared.set,
      })
      .example('couplet effect log.csv --mdp mdp.json --policy target.json --mechanism gadget.json', ''),
  async (args) => {
    const mdp = await readMdp(args.mdp);
    const log = inModelSpace(await loadLog(args.log, args), mdp);
    const policy = await resolvePolicy(args.policy, () => mdp);
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
