import { produce } from 'immer';
import { ArgumentError } from '../../core/errors.js';
import { probabilityFault } from '../../core/probability.js';
import type { Mdp } from '../mdp.js';
import { type Fail, numberOf } from './numberOf.js';
import type { MdpOverrides, Named, RewardOverride, RowOverride } from './overrides.js';
import { type PlainEntry, type PlainModel, arraysOf, plainModel } from './plainModel.js';

/**
 * A model with some of it changed: what if a treatment failed half as often, a death cost more, runs began elsewhere?
 * The given model stays as it is.
 *
 * Nothing is mended on the way: probabilities are taken as they are given and must sum to 1. A row that is changed
 * counts as seen; where one is, the model has no `visits` and no prior any more, as no log says what it does.
 *
 * @param where opens the message of an error; default the name of this function
 * @throws ArgumentError naming the change that cannot be made: an unknown name, a sum that is not 1, a next state that
 *   does not say what it pays, an end that is to go on, or a reward of no transition
 *
 * Cost O(nnz).
 *
 * @example
 * // Of a patient who is treated: death has 1/4, recovery, which pays 1, has 1/2.
 * const mdp = overrideMdp(createEnv('triage').exactModel!(), { rewards: [{ next: 'death', reward: -10 }] });
 * policyValue(mdp, tabular([1, 0, 0, 0], 2), { horizon: 1 }).value // -2
 */
export function overrideMdp(mdp: Mdp, overrides: MdpOverrides, where = 'overrideMdp'): Mdp {
  const { rows = [], rewards = [], start } = overrides;
  const fail = (place: string, fault: string): never => {
    throw new ArgumentError(`${where}: ${place}: ${fault}`);
  };
  if (mdp.source.worst && mdp.source.worst.cases > 0)
    throw new ArgumentError(
      `${where}: the model must be without imaginary cases of the worst, which its rows and rewards mix with its own, got ${mdp.source.worst.cases} a pair - change the model as it is without them, and add them after`,
    );
  let model = plainModel(mdp);
  rows.forEach((each, i) => {
    model = withRow(mdp, model, each, (fault) => fail(`rows[${i}]`, fault));
  });
  rewards.forEach((each, i) => {
    model = withReward(mdp, model, each, (fault) => fail(`rewards[${i}]`, fault));
  });
  if (start) model = { ...model, initial: distribution(mdp, start, (fault) => fail('start', fault)) };
  const { observed, visits, source, ...rest } = mdp;
  const { prior, ...unmixed } = source;
  return {
    ...rest,
    ...arraysOf(model),
    ...(observed && { observed: seenToo(mdp, observed, rows) }),
    ...(visits && rows.length === 0 && { visits }),
    source: rows.length === 0 ? { ...unmixed, ...(prior && { prior }) } : unmixed,
  };
}

function withRow(mdp: Mdp, model: PlainModel, { state, action, to, pays = {} }: RowOverride, fail: Fail): PlainModel {
  const row = rowOf(mdp, state, action, fail);
  const shares = distribution(mdp, to, fail);
  const paid = byState(mdp, pays, fail);
  const idle = [...paid.keys()].find((next) => shares[next] === 0);
  if (idle !== undefined) fail(`pays must be of states that follow, got ${nameOf(mdp, idle)} - give it a probability`);
  return produce(model, (draft) => {
    const before = draft.rows[row];
    draft.rows[row] = shares.flatMap((probability, next): PlainEntry[] => {
      if (probability === 0) return [];
      const reward = paid.get(next) ?? before.find((entry) => entry.next === next)?.reward;
      if (reward === undefined)
        fail(`pays must say what entering ${nameOf(mdp, next)} pays, as it did not follow before, got nothing for it`);
      return [{ next, probability, reward }];
    });
  });
}

function withReward(
  mdp: Mdp,
  model: PlainModel,
  { state, action, next, reward }: RewardOverride,
  fail: Fail,
): PlainModel {
  if (!Number.isFinite(reward)) fail(`reward must be a finite number, got ${reward}`);
  const [s, a, to] = [
    state === undefined ? undefined : stateNumber(mdp, state, fail),
    action === undefined ? undefined : actionNumber(mdp, action, fail),
    next === undefined ? undefined : stateNumber(mdp, next, fail),
  ];
  let changed = 0;
  const edited = produce(model, (draft) => {
    for (let row = 0; row < model.rows.length; row++) {
      const from = Math.floor(row / mdp.nActions);
      if (mdp.terminal[from] === 1 || (s ?? from) !== from || (a ?? row % mdp.nActions) !== row % mdp.nActions)
        continue;
      model.rows[row].forEach((entry, i) => {
        if ((to ?? entry.next) !== entry.next) return;
        draft.rows[row][i].reward = reward;
        changed += 1;
      });
    }
  });
  if (changed === 0) fail('there must be a transition that it is the reward of, got none');
  return edited;
}

function rowOf(mdp: Mdp, state: Named, action: Named, fail: Fail): number {
  const s = stateNumber(mdp, state, fail);
  if (mdp.terminal[s] === 1) fail(`state must go on, got ${nameOf(mdp, s)}, in which runs end`);
  return s * mdp.nActions + actionNumber(mdp, action, fail);
}

/** Probabilities by state, shape (S). */
function distribution(mdp: Mdp, shares: Readonly<Record<string, number>>, fail: Fail): number[] {
  const given = byState(mdp, shares, fail);
  const fault = probabilityFault([...given.values()]);
  if (fault !== undefined) fail(fault);
  return Array.from({ length: mdp.nStates }, (_, s) => given.get(s) ?? 0);
}

function byState(mdp: Mdp, record: Readonly<Record<string, number>>, fail: Fail): Map<number, number> {
  const found = new Map<number, number>();
  for (const [name, value] of Object.entries(record)) {
    const s = stateNumber(mdp, name, fail);
    if (!Number.isFinite(value)) fail(`'${name}' must be a finite number, got ${value}`);
    if (found.has(s)) fail(`each state may be given once, got ${nameOf(mdp, s)} twice`);
    found.set(s, value);
  }
  return found;
}

function stateNumber({ stateLabels, source, nStates }: Mdp, name: Named, fail: Fail): number {
  return numberOf('state', name, source.states ?? stateLabels ?? [], nStates, fail);
}

function actionNumber({ actionLabels, source, nActions }: Mdp, name: Named, fail: Fail): number {
  return numberOf('action', name, source.actions ?? actionLabels ?? [], nActions, fail);
}

function nameOf({ stateLabels, source }: Mdp, s: number): string {
  const name = (source.states ?? stateLabels)?.[s];
  return name === undefined ? `state ${s}` : `'${name}'`;
}

function seenToo(mdp: Mdp, observed: Uint8Array, rows: readonly RowOverride[]): Uint8Array {
  const seen = observed.slice();
  const never: Fail = (fault) => {
    throw new ArgumentError(fault);
  };
  for (const { state, action } of rows) seen[rowOf(mdp, state, action, never)] = 1;
  return seen;
}
