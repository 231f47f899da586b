import type { CommandModule } from 'yargs';
import { ArgumentError, DataError } from '../../core/errors.js';
import { observedModel } from '../../counterfactual/chain/observedModel.js';
import { decisionPairs } from '../../counterfactual/effects/decisionPairs.js';
import { checkedHorizon } from '../../trajectories/checkedHorizon.js';
import { effectVariance, leastEffectVariance } from '../../counterfactual/effects/effectVariance.js';
import { completeMechanism } from '../../mechanisms/completeMechanism.js';
import type { CompleteMechanism } from '../../mechanisms/mechanism.js';
import { type MechanismContext, createMechanism } from '../../mechanisms/registry.js';
import { defineCommand } from '../arguments/command.js';
import { loadProblem } from '../input/loadProblem.js';
import {
  drawsOption,
  logFile,
  logOptions,
  mechanismsOption,
  problemOptions,
  severalScoresOptions,
  shared,
  unmodelledOption,
} from '../arguments/options.js';
import { withProgress } from '../output/progressBar.js';
import { resolveMechanism } from '../input/resolveMechanism.js';
import { resolveScores } from '../input/resolveScores.js';
import { print, printJson } from '../say.js';
import { table } from '../output/table.js';
import { noteUnmodelled } from '../output/notes/noteUnmodelled.js';
import { warnOfUnseen } from '../output/notes/warnOfUnseen.js';
import { EffectPicture } from '../pictures/EffectPicture.js';
import { writePicture } from '../pictures/svg/writePicture.js';

const { default: FIXED, ...mechanismOption } = mechanismsOption;

export const effect: CommandModule = defineCommand(
  'effect',
  (argv) =>
    argv
      .positional('log', logFile)
      .options({
        ...problemOptions,
        mechanism: { ...mechanismOption, defaultDescription: FIXED.join(', ') },
        ...severalScoresOptions,
        draws: drawsOption,
        unmodelled: unmodelledOption,
        seed: shared.seed,
        json: shared.json,
        picture: shared.picture,
        ...logOptions,
        set: shared.set,
      })
      .example('couplet effect log.csv --mdp mdp.json --policy target.json --mechanism gadget.json', ''),
  async (args, { provenance }) => {
    const { mdp, log, policy } = await loadProblem(args);
    const { unmodelled: rule } = args;
    const { mdp: observed, unmodelled } = observedModel(mdp, log, rule);
    const pairs = decisionPairs(log, mdp, policy, { unmodelled: rule });
    if (pairs.length === 0)
      throw new DataError('effect: the target policy must differ from some logged action, but repeats them all');
    const { scoreDiscount, draws, seed } = args;
    const named = await resolveScores(args.score, { mdp, policy, scoreDiscount });
    const scores = named.map(({ values }) => values);
    const context = contextOf(scores);
    const mechanisms = mechanismsFor(args.mechanism, scores.length);
    const best = await bestCoupling(context);
    const least = withProgress('least of all couplings', (progress) =>
      leastEffectVariance(observed, pairs, best, scores, progress),
    );
    const rows = [];
    for (const spec of mechanisms) {
      const mechanism = await resolveMechanism(spec, { context, draws, seed });
      const variance = withProgress(spec, (progress) => effectVariance(observed, pairs, mechanism, scores, progress));
      rows.push({ mechanism: spec, ...variance });
    }
    const names = named.map(({ name }) => name);
    noteUnmodelled(log, unmodelled);
    const unseen = warnOfUnseen(mdp, policy, { horizon: checkedHorizon('counterfactual', log, {}) });
    const source = await provenance({ mechanism: mechanisms });
    const about = `Variance of the effect of one decision, ${scoreText(names)} of the next state, over ${pairs.length} pairs of the log (weighted by visits)`;
    if (args.picture !== undefined) {
      const picture = EffectPicture({ mechanisms: rows, least, about, several: scores.length > 1 });
      await writePicture(args.picture, picture, source);
    }
    if (args.json) {
      const result = {
        nPairs: pairs.length,
        scores: names,
        least,
        mechanisms: rows,
        unmodelled,
        ...(unseen && { unseen }),
        couplet: source,
      };
      printJson(result);
      return;
    }
    const cells = [...rows, { mechanism: 'least of all couplings', ...least }].map(({ mechanism, joint, given }) => [
      mechanism,
      joint.toPrecision(4),
      joint / least.joint,
      given.toPrecision(4),
      given / least.given,
    ]);
    print(
      `${about}\n` +
        `joint: before the outcome is known; given: knowing the outcome that was observed\n` +
        `${scores.length > 1 ? 'the least given has the best row for each score by itself: a bound that may be out of reach\n' : ''}\n` +
        `${table(['mechanism', 'joint', '/ least', 'given', '/ least'], cells)}\n`,
    );
  },
);

/** One score says how to order states; several say what a pair of states costs, on average. */
function contextOf(scores: readonly Float64Array[]): MechanismContext {
  const [score] = scores;
  if (scores.length === 1) return { score };
  return { cost: (x, y) => scores.reduce((sum, h) => sum + (h[x] - h[y]) ** 2, 0) / scores.length };
}

/** The mechanism asked for by each name; those that do for one score only are no part of the default for several. */
function mechanismsFor(asked: readonly string[] | undefined, nScores: number): readonly string[] {
  if (nScores === 1) return asked ?? FIXED;
  if (asked?.includes('reward-cdf'))
    throw new ArgumentError(
      `--mechanism: reward-cdf orders states by one score, got ${nScores} scores - leave it out; optimal-transport does for several`,
    );
  return asked ?? FIXED.filter((name) => name !== 'reward-cdf');
}

/** Closed form for one score; for several a linear program for each pair. */
async function bestCoupling(context: MechanismContext): Promise<CompleteMechanism> {
  return completeMechanism(await createMechanism(context.score ? 'reward-cdf' : 'optimal-transport', context));
}

function scoreText(names: readonly string[]): string {
  return names.length === 1 ? names[0] : `mean over ${names.length} scores (${names.join(', ')})`;
}
