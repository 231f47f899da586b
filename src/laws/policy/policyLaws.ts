import { createRng } from '../../core/random/rng.js';
import type { Mdp } from '../../mdp/mdp.js';
import { type Policy, checkPolicy } from '../../mdp/policy.js';
import { simulate } from '../../trajectories/simulate/simulate.js';
import type { Trajectories } from '../../trajectories/trajectories.js';
import type { Law } from '../law.js';
import { type LawDefinition, lawsOf } from '../simpleLaw.js';
import { tinyModel } from '../tinyModel.js';

/** A kind of policy with its parameters chosen: how one is made from a model, or from a log, or both. */
export interface PolicyMaker {
  readonly name: string;
  readonly create?: ((mdp: Mdp) => Policy) | undefined;
  readonly estimate?: ((log: Trajectories) => Policy) | undefined;
}

export interface PolicyLawOptions {
  /** Seed of the models and logs, a whole number from 0. Default 1. */
  readonly seed?: number | undefined;
  /** Models to make it from, and to log runs in; default: small ones drawn at random. */
  readonly models?: readonly Mdp[] | undefined;
}

type From = Mdp | Trajectories;

/** Each way that the policy can be made, with what it is made from. */
function* ways(
  { create, estimate }: PolicyMaker,
  { seed = 1, models }: PolicyLawOptions,
): Generator<[From, () => Policy]> {
  const rng = createRng(seed).fork('policy laws');
  for (const model of models ??
    [2, 3, 4].map((size) =>
      tinyModel(rng.fork('model', size), { nStates: 2 * size, nActions: size, ends: size === 3 }),
    )) {
    if (create) yield [model, () => create(model)];
    if (!estimate) continue;
    const { nStates, nActions } = model;
    const probability = new Float64Array(nStates * nActions).fill(1 / nActions);
    // Few episodes: some states are in none.
    const log = simulate(rng.fork('log'), model, { nStates, nActions, probability }, { episodes: 3, horizon: 4 });
    yield [log, () => estimate(log)];
  }
}

const snapshot = (from: From): string =>
  JSON.stringify(Object.values(from), (_, value: unknown) =>
    ArrayBuffer.isView(value) ? Array.from(value as Float64Array) : value,
  );

const definitions: readonly LawDefinition<PolicyMaker, PolicyLawOptions>[] = [
  {
    name: 'made',
    statement: 'it is made from a model or a log, and throws nothing',
    fault(maker, options) {
      if (!maker.create && !maker.estimate) return 'neither create nor estimate is given';
      for (const [, make] of ways(maker, options)) make();
      return undefined;
    },
  },
  {
    name: 'shape',
    statement: 'it is over the states and actions that it was made for, and over their space where it names one',
    fault(maker, options) {
      for (const [from, make] of ways(maker, options)) {
        const { nStates, nActions, probability, space } = make();
        if (nStates !== from.nStates || nActions !== from.nActions)
          return `${nStates} states and ${nActions} actions for ${from.nStates} and ${from.nActions}`;
        if (!(probability instanceof Float64Array) || probability.length !== nStates * nActions)
          return 'probability is no Float64Array of S × A';
        if (space !== undefined && space !== from.source.space)
          return `space '${space}' for '${from.source.space ?? ''}'`;
      }
      return undefined;
    },
  },
  {
    name: 'distributions',
    statement: 'the probabilities of every state are from 0 to 1 and sum to 1, also where a log never was',
    fault(maker, options) {
      for (const [, make] of ways(maker, options)) checkPolicy(make(), `policy ${maker.name}`);
      return undefined;
    },
  },
  {
    name: 'same twice',
    statement: 'the same model or log gives the same policy, in an array of its own',
    fault(maker, options) {
      for (const [, make] of ways(maker, options)) {
        const first = make().probability;
        const copy = first.slice();
        const second = make().probability;
        if (copy.some((p, i) => p !== second[i])) return 'made twice, it had other probabilities';
      }
      return undefined;
    },
  },
  {
    name: 'leaves its input alone',
    statement: 'neither the model nor the log is written to',
    fault(maker, options) {
      for (const [from, make] of ways(maker, options)) {
        const before = snapshot(from);
        make();
        if (snapshot(from) !== before) return `the ${'episodeStart' in from ? 'log' : 'model'} changed`;
      }
      return undefined;
    },
  },
];

/** Every law of policies. */
export const policyLaws: readonly Law<PolicyMaker, PolicyLawOptions>[] = lawsOf(
  ({ name }) => `policy ${name}`,
  definitions,
);
