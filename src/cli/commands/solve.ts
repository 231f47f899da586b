import type { CommandModule } from 'yargs';
import { softened } from '../../../policies/softened.js';
import { writePolicy } from '../../files/index.js';
import { mixWorst } from '../../fit/worst/mixWorst.js';
import { withoutFloor } from '../../mdp/floorState.js';
import { recurring as withoutEnds } from '../../mdp/recurring.js';
import { choosableActions } from '../../mdp/optimise/choosableActions.js';
import { loggedAtLeast } from '../../mdp/optimise/loggedAtLeast.js';
import { announce } from '../output/notes/announce.js';
import { fragileText, fragilityText, measuredFragility } from '../output/notes/measuredFragility.js';
import { defineCommand } from '../arguments/command.js';
import { overridden } from '../input/overridden.js';
import { loadMdp } from '../input/loadMdp.js';
import { namesOf } from '../output/namesOf.js';
import { shared, summaryJson } from '../arguments/options.js';
import { note, say, warn } from '../say.js';
import { exactlyForHorizon, exactlyForever } from '../output/exactSolutions.js';
import { bestForHorizon, bestForever } from '../output/solutions.js';
import { statesText } from '../output/statesText.js';

export const solve: CommandModule = defineCommand(
  'solve',
  (argv) =>
    argv
      .positional('mdp', { type: 'string', demandOption: true, describe: 'MDP file' })
      .options({
        discount: { ...shared.discount, default: 0.99 },
        horizon: {
          ...shared.horizon,
          default: Infinity,
          describe:
            'steps of a run: what is best then depends on how many are left, and the policy says for each step what to do',
        },
        'unseen-actions': {
          choices: ['seen', 'allow'] as const,
          default: 'seen' as const,
          describe: 'seen: in each state only actions that the log of a fitted model tried there; allow: all of them',
        },
        'min-count': {
          type: 'number',
          describe:
            'in each state only actions that the log of a fitted model tried there at least so often, where there are such',
        },
        'tie-tolerance': {
          type: 'number',
          describe:
            'actions whose values differ by less, relative to the scale, tie: the lowest is taken [default: 1e-9, with --horizon 1e-12]',
        },
        recurring: {
          type: 'boolean',
          default: false,
          describe: 'without ends: the process goes on from its end states',
        },
        worst: {
          type: 'number',
          describe:
            'pessimism: imaginary cases of the worst that can follow, such as death, to add to those of each pair of a fitted model, in place of what it has mixed in',
        },
        override: shared.override,
        exact: shared.exact,
        round: shared.round,
        soften: {
          type: 'number',
          default: 0,
          describe: 'probability of not taking the best action, but another of those to choose among',
        },
        json: summaryJson,
        out: { ...shared.out, default: '-', describe: 'policy file to write, - for standard output' },
      })
      .example('couplet solve mdp.json --discount 0.99 --out target.json', '')
      .example('couplet solve mdp.json --worst 1 --out careful.json', 'with one imaginary death a pair')
      .example('couplet solve mdp.json --horizon 3 --discount 0.9 --out plan.json', 'the best plan for three steps')
      .example('couplet solve small.json --exact --out target.json', 'as fractions, ties to the last digit'),
  async (args, { provenance }) => {
    const { mdp: path, discount, horizon, recurring, soften, out, json } = args;
    const changed = await overridden(await loadMdp(path, args.round), args.override);
    const mdp = args.worst === undefined ? changed : mixWorst(changed, args.worst, { horizon, discount });
    const choosing = args.minCount === undefined ? mdp : loggedAtLeast(mdp, args.minCount);
    const [forever, forHorizon] = args.exact ? [exactlyForever, exactlyForHorizon] : [bestForever, bestForHorizon];
    const world = recurring ? withoutEnds(choosing) : choosing;
    const actions = args.unseenActions === 'allow' ? 'all' : 'seen';
    const solved = await (horizon === Infinity ? forever : forHorizon)(world, {
      discount,
      horizon,
      actions,
      soften: (policy) =>
        soften === 0 ? policy : softened(policy, soften, choosableActions(world, actions).choosable),
      ...(args.tieTolerance !== undefined && { tieTolerance: args.tieTolerance }),
    });
    const { policy, unseenStates, withoutValue, figures, values, byStepsToGo, words } = solved;
    const fragile = measuredFragility(mdp, policy, { horizon, discount });
    if (fragile?.fragile) warn(fragileText(fragile));
    const settings = {
      discount,
      recurring,
      soften,
      unseenActions: args.unseenActions,
      ...(args.worst !== undefined && { worst: args.worst }),
      ...(args.minCount !== undefined && { minCount: args.minCount }),
    };
    const judged = { ...figures, ...(fragile && { fragility: fragile }) };
    const couplet = await provenance();
    await writePolicy(out, { ...withoutFloor(policy, mdp), ...namesOf(mdp), discount }, couplet, {
      solved: { ...settings, ...judged },
      ...values,
    });
    announce({ out, json }, words, { ...settings, ...judged, ...(byStepsToGo && { byStepsToGo }), couplet });
    if (fragile && !fragile.fragile) say(fragilityText(fragile));
    if (unseenStates.length > 0)
      note(
        `${statesText(mdp, unseenStates)} had no action tried in the log: what the policy does there is chosen among all actions, by what fit assumed`,
      );
    if (withoutValue.length > 0)
      note(
        `no policy has a value from ${statesText(mdp, withoutValue)}, to which no run comes: the action there means nothing`,
      );
  },
);
