import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { tabular } from '../../../policies/tabular.js';
import type { ActsByStep } from '../../../src/counterfactual/acting/acting.js';
import type { UnmodelledRule } from '../../../src/counterfactual/chain/observedModel.js';
import { bestChanges } from '../../../src/counterfactual/explain/bestChanges.js';
import { type EffectByStep, effectByStep } from '../../../src/counterfactual/explain/effectByStep.js';
import { type ExplainedLog, explainLog } from '../../../src/counterfactual/explain/explainLog.js';
import type { ExplainLogOptions, OneChange } from '../../../src/counterfactual/explain/explainedEpisodes.js';
import { guaranteedChanges } from '../../../src/counterfactual/explain/guaranteedChanges.js';
import { influence as influenceOf, lastInfluenced } from '../../../src/counterfactual/explain/influence.js';
import { actionInfluence, influencedChanges } from '../../../src/counterfactual/explain/influencedChanges.js';
import { summarizeExplained } from '../../../src/counterfactual/explain/summarizeExplained.js';
import { writeMdp } from '../../../src/files/index.js';
import { effectByPart } from '../../../src/counterfactual/explain/parts/effectByPart.js';
import { findAssumption } from '../../../src/mechanisms/bounds/registry.js';
import type { Mdp } from '../../../src/mdp/mdp.js';
import type { Policy } from '../../../src/mdp/policy.js';
import type { CompleteMechanism } from '../../../src/mechanisms/mechanism.js';
import { alignNames } from '../../../src/trajectories/align/alignNames.js';
import { observedOutcomes } from '../../../src/trajectories/observedOutcomes.js';
import { subset } from '../../../src/trajectories/subset.js';
import { type Trajectories, episodeName } from '../../../src/trajectories/trajectories.js';
import { commandRun } from '../../support/commandRun.js';
import { type Given, type Value, without, wordsOf } from './given.js';
import { judged, statesOf } from './judged.js';
import { type Library, mechanismOf, readLog, readModel, readOrMake, scoreOf, sizesOf } from './library.js';
import { logRows } from './logCases.js';
import { optionTable, seeJson } from './optionTable.js';
import { MADE, preparedFolder } from './prepared.js';
import { seeThreads } from './seeThreads.js';
import { cellsAfter, shown } from './textTable.js';
import { csvIn, drawnMechanism, scoredMechanism } from './written.js';

const folder = await preparedFolder();
const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
writeFileSync(join(folder, 'drawn.mjs'), drawnMechanism);
writeFileSync(join(folder, 'scored.mjs'), scoredMechanism);
// Ids and labels that a spreadsheet would run.
writeFileSync(join(folder, 'formulas.csv'), read('log.csv').replaceAll(/^(?=\d)/gm, '=1+'));

// As if the log had the last action nowhere.
const mdp = await readModel({ folder, given: { mdp: 'mdp.json' } });
const without3 = <T extends Uint8Array | Uint32Array>(column: T): T =>
  column.map((n, row) => (row % 4 === 3 ? 0 : n)) as T;
await writeMdp(
  join(folder, 'untried.json'),
  { ...mdp, observed: without3(mdp.observed!), visits: without3(mdp.visits!) },
  MADE,
);

/** What is explained, and by what. */
interface Explained {
  readonly mdp: Mdp;
  /** All of it, and what is explained of it. */
  readonly whole: Trajectories;
  readonly log: Trajectories;
  readonly mechanism: CompleteMechanism;
  readonly chosen: { readonly discount: number; readonly discountFrom: string };
  readonly options: ExplainLogOptions;
  readonly found: ExplainedLog;
  readonly influence: readonly number[];
  readonly labels: Labels;
}

interface Labels {
  readonly state: (s: number) => string;
  readonly action: (a: number) => string;
}

async function computed(given: Given): Promise<Explained> {
  const source: Library = { folder, given };
  const mdp = await readModel(source);
  const { log: recorded, env } = await readLog(source);
  const whole = alignNames(recorded, mdp);
  const policy =
    given.policy === undefined
      ? undefined
      : await readOrMake(source, String(given.policy), { model: mdp, log: whole, ...sizesOf(mdp) });
  const mechanism = await mechanismOf(source, String(given.mechanism ?? 'gumbel-max'), {
    score: scoreOf(source, given.score, mdp, policy!),
  });
  const episode = Array.from({ length: whole.nEpisodes }, (_, e) => episodeName(whole, e)).indexOf(
    String(given.episode),
  );
  const log = given.episode === undefined ? whole : subset(whole, [episode]);
  const chosen = discountOf(given, policy);
  const most = given.episode === undefined ? 3 : Math.min(given.fixed === true ? 3 : 5, log.state.length);
  const unmodelled = (given.unmodelled ?? 'mix') as UnmodelledRule;
  const least = given['min-count'];
  const least_ = given['influence-least'];
  const options: ExplainLogOptions = {
    changes: Number(given.changes ?? most),
    discount: chosen.discount,
    unmodelled,
    actions: given['unseen-actions'] === 'allow' ? 'all' : 'seen',
    assumptions: names(given.guaranteed ?? ['none']).map(findAssumption),
    ...(policy && { after: policy }),
    ...(given.horizon !== undefined && { horizon: Number(given.horizon) }),
    ...(given.good !== undefined && { good: names(given.good) }),
    ...(given.bad !== undefined && { bad: names(given.bad) }),
    ...(least !== undefined && {
      mayChange: (_e, _t, s, a) => mdp.visits![s * mdp.nActions + a] >= Number(least),
    }),
    ...(least_ !== undefined && { mayChange: influencedChanges(log, mdp, mechanism, Number(least_), { unmodelled }) }),
  };
  const found = explainLog(log, mdp, mechanism, options);
  const ofAction = actionInfluence(log, mdp, mechanism, { unmodelled });
  const space = env?.spaces.find(({ name }) => name === (log.source.space ?? env.recorded));
  return {
    ...{ mdp, whole, log, mechanism, chosen, options, found },
    influence: found.change.map((one, e) => (one ? ofAction(e, one.step, one.state, one.action) : 0)),
    labels: {
      state: (s) => space?.label(s) ?? whole.source.states?.[s] ?? `state ${s}`,
      action: (a) => env?.actionLabel(a) ?? whole.source.actions?.[a] ?? `action ${a}`,
    },
  };
}

function names(value: Value): string[] {
  return [value].flat().map(String);
}

function discountOf(given: Given, policy: Policy | undefined): Explained['chosen'] {
  if (typeof given.discount === 'number') return { discount: given.discount, discountFrom: '--discount' };
  if (policy?.discount !== undefined) return { discount: policy.discount, discountFrom: 'the policy' };
  return { discount: 1, discountFrom: 'default' };
}

/** Of each episode, what stands in data. */
function episodeOf({ found, log, mdp, influence, labels }: Explained, e: number): Record<string, unknown> {
  const width = found.changes + 1;
  const told = (one: OneChange | undefined): Record<string, unknown> | null =>
    one
      ? {
          ...one,
          stateLabel: labels.state(one.state),
          givenLabel: labels.action(one.given),
          actionLabel: labels.action(one.action),
        }
      : null;
  return {
    episode: episodeName(log, e),
    observedOutcome: mdp.outcomes[found.observedOutcome[e]].name,
    observedReturn: found.observedReturn[e],
    value: Array.from(found.value.slice(e * width, (e + 1) * width)),
    change: told(found.change[e]),
    ...(found.change[e] && { influence: influence[e] }),
    changedValue: found.changedValue[e],
    chanceAsWas: found.chanceAsWas[e],
    chance: found.chance[e],
    ...(found.thinShare && { thinShare: found.thinShare[e] }),
    guaranteed: Object.fromEntries(
      found.guaranteed.map((twin) => [
        twin.assumption,
        {
          value: Array.from(twin.value.slice(e * width, (e + 1) * width)),
          change: told(twin.change[e]),
          changedValue: twin.changedValue[e],
          chance: twin.chance[e],
          valueOfBest: twin.valueOfBest[e],
          chanceOfBest: twin.chanceOfBest[e],
        },
      ]),
    ),
  };
}

/** The changes that are told: those that save, or where none ended badly all. */
function toldOf({ found }: Explained): number[] {
  const { nBad, under } = summarizeExplained(found);
  const changed = Array.from(found.change.keys()).filter((e) => found.change[e]);
  return nBad > 0 && found.good.length > 0 ? [...under.savedEpisodes] : changed;
}

/** Of changes, the share with at most two cases. */
function thinOf(changes: readonly OneChange[]): { wellSeen: number; thinShare: number } | undefined {
  if (changes.some(({ cases }) => cases === undefined)) return undefined;
  const wellSeen = changes.filter(({ cases }) => cases! > 2).length;
  return { wellSeen, thinShare: changes.length === 0 ? 0 : 1 - wellSeen / changes.length };
}

async function library(given: Given): Promise<Record<string, unknown>> {
  const explained = await computed(given);
  const { mdp, whole, log, chosen, found } = explained;
  const told = toldOf(explained);
  const changed = found.change.filter((one) => one !== undefined);
  const thin = thinOf(told.length > 0 ? told.map((e) => found.change[e]!) : changed);
  return {
    verdict:
      changed.length === 0
        ? []
        : [
            judged(given.episode === undefined ? 'the changed decisions' : 'the changed decision', 'changes', {
              ...(thin && found.thinShare && { thinChanges: thin.thinShare }),
              states: statesOf(given, whole, observedOutcomes(whole, mdp.outcomes, mdp.outcome)),
            }),
          ],
    learnedFromThisLog: { model: false, policy: false },
    ...chosen,
    policy: given.policy ?? null,
    mechanism: found.mechanism,
    changes: found.changes,
    good: found.good.map((o) => mdp.outcomes[o].name),
    bad: found.bad.map((o) => mdp.outcomes[o].name),
    unmodelled: found.unmodelled,
    ...(given.episode === undefined
      ? {
          ...overLog(explained, told),
          episodes: Array.from({ length: log.nEpisodes }, (_, e) => episodeOf(explained, e)),
        }
      : { ...episodeOf(explained, 0), ...ofPatient(explained, given.fixed === true) }),
  };
}

function overLog({ found, labels }: Explained, told: readonly number[]): Record<string, unknown> {
  const { nBad, threshold, under, guaranteed } = summarizeExplained(found);
  const share = ({ curve, curveOfBad, saved, savedEpisodes }: typeof under | (typeof guaranteed)[number]) => ({
    ...{ curve, curveOfBad, saved, nSaved: savedEpisodes.length },
  });
  const changes = told.map((e) => found.change[e]!);
  const kinds = new Map<string, OneChange[]>();
  for (const one of changes) {
    const key = `${one.given} ${one.action}`;
    kinds.set(key, [...(kinds.get(key) ?? []), one]);
  }
  return {
    ...{ nEpisodes: found.nEpisodes, nBad, threshold },
    under: { ...share(under), ...(found.thinShare && thinOf(changes)) },
    guaranteed: Object.fromEntries(
      guaranteed.map((twin, i) => [
        twin.assumption,
        {
          ...share(twin),
          ...(found.thinShare && thinOf(twin.savedEpisodes.map((e) => found.guaranteed[i].change[e]!))),
          savedByBest: twin.savedByBest,
        },
      ]),
    ),
    kinds: [...kinds.values()]
      .map((group) => {
        const cases = group.map((one) => one.cases!).sort((a, b) => a - b);
        const [{ given, action }] = group;
        return {
          ...{ givenLabel: labels.action(given), actionLabel: labels.action(action) },
          ...{ given, action, episodes: group.length },
          ...(thinOf(group) && { medianCases: cases[Math.ceil(cases.length / 2) - 1], fewestCases: cases[0] }),
        };
      })
      .sort((x, y) => y.episodes - x.episodes || x.given - y.given || x.action - y.action),
    steps: Object.fromEntries(
      [...new Set(changes.map(({ step }) => step))].map((t) => [t, changes.filter(({ step }) => step === t).length]),
    ),
  };
}

function ofPatient({ mdp, log, mechanism, options, labels }: Explained, fixed: boolean): Record<string, unknown> {
  const best = bestChanges(log, mdp, mechanism, options)(0);
  const twins = options.assumptions!.map((one) => guaranteedChanges(log, mdp, one, options)(0));
  const one = best.fixed(Math.min(1, options.changes!));
  const named = (chance: Float64Array) => Object.fromEntries(mdp.outcomes.map(({ name }, o) => [name, chance[o]]));
  const always = Array.from({ length: mdp.nActions }, (_, a) =>
    tabular(new Array<number>(mdp.nStates).fill(a), mdp.nActions),
  );
  const { nStates, nActions } = mdp;
  const policyAt: ActsByStep['policyAt'] = (t, logged) =>
    always[one.edits.find((edit) => edit.step === t)?.action ?? logged!.action];
  const influence = influenceOf(log, mdp, { nStates, nActions, policyAt }, mechanism, options)(0);
  const last = log.nextState.at(-1)!;
  let [steps, thin] = [0, 0];
  for (let t = 0; one.edits.length > 0 && t < log.state.length; t++)
    for (let s = 0; t > one.edits[0].step && s < mdp.nStates; s++) {
      const off = mdp.terminal[s] === 1 || s === log.state[t] ? 0 : one.marginals[t * mdp.nStates + s];
      steps += off;
      if (mdp.visits![s * mdp.nActions + log.action[t]] <= 2) thin += off;
    }
  return {
    course: Array.from(log.state, (state, step) => ({
      ...{ step, state, stateLabel: labels.state(state) },
      ...{ action: log.action[step], actionLabel: labels.action(log.action[step]), reward: log.reward[step] },
    })),
    end: { state: last, stateLabel: labels.state(last) },
    outcomesAsWas: named((fixed ? best.fixed(0) : best.plan(0)).outcomeProbability),
    outcomes: named(one.outcomeProbability),
    byChanges: Array.from({ length: options.changes! + 1 }, (_, changes) => ({
      changes,
      value: fixed ? best.fixed(changes).value : best.value[changes],
      ...(fixed && { edits: best.fixed(changes).edits }),
      outcomes: named((fixed ? best.fixed(changes) : best.plan(changes)).outcomeProbability),
      guaranteed: Object.fromEntries(
        options.assumptions!.map(({ name }, i) => [
          name,
          fixed ? twins[i].fixed(changes).value : twins[i].value[changes],
        ]),
      ),
    })),
    influenceByStep: Array.from(influence),
    influenceLastStep: lastInfluenced(influence) ?? null,
    ...(options.after && {
      takingOver: taken(effectByStep(log, mdp, options.after, mechanism, options)),
    }),
    offLog: { steps, thin },
  };
}

function taken({ value, asLogged, contribution }: EffectByStep): Record<string, unknown> {
  return { value, asLogged: asLogged[0], contribution };
}

/** Rows of the file that `--out` names. */
async function rows(given: Given): Promise<unknown> {
  const { found, log, mdp, influence, labels } = await computed(given);
  const quoted = (text: string): string =>
    given['spreadsheet-safe'] === true && /^[=+-]/.test(text) ? `'${text}` : text;
  return Array.from({ length: log.nEpisodes }, (_, e) => {
    const one = found.change[e];
    const values = (prefix: string, of: Float64Array): [string, string][] =>
      Array.from({ length: found.changes + 1 }, (_, k) => [`${prefix}${k}`, String(of[e * (found.changes + 1) + k])]);
    return {
      episode: quoted(episodeName(log, e)),
      observed_outcome: mdp.outcomes[found.observedOutcome[e]].name,
      observed_return: String(found.observedReturn[e]),
      step: one ? String(one.step) : '',
      state: one ? labels.state(one.state) : '',
      given: one ? labels.action(one.given) : '',
      instead: one ? labels.action(one.action) : '',
      cases: one ? String(one.cases) : '',
      influence: one ? String(influence[e]) : '',
      changed_value: String(found.changedValue[e]),
      p_good_as_was: String(found.chanceAsWas[e]),
      p_good: String(found.chance[e]),
      ...(Object.fromEntries(values('value_', found.value)) as Record<string, string>),
      ...Object.fromEntries(
        found.guaranteed.flatMap((twin): [string, string][] => [
          [`least_changed_value_${twin.assumption}`, String(twin.valueOfBest[e])],
          [`least_p_good_${twin.assumption}`, String(twin.chanceOfBest[e])],
          ...values('least_value_', twin.value).map(([name, cell]): [string, string] => [
            `least_value_${name.slice('least_value_'.length)}_${twin.assumption}`,
            cell,
          ]),
        ]),
      ),
    };
  });
}

const base: Given = { '<log>': 'log.csv', mdp: 'mdp.json', json: true };

optionTable('explain', {
  folder,
  base,
  see: seeJson,
  library,
  rows: [
    ...(await logRows(folder, ({ mdp }) => ({ mdp }))),
    { option: '<log>', value: 'few.csv' },
    { option: 'mdp', value: 'rounded.json', beside: { round: 0.01 } },
    { option: 'round', value: 0.01, beside: { mdp: 'rounded.json' } },
    { option: 'episode', value: '7' },
    { option: 'episode', value: '3', beside: { policy: 'target.json', guaranteed: ['stability', 'none'] } },
    { option: 'changes', value: 1 },
    { option: 'changes', value: 2, beside: { episode: '7' } },
    { option: 'fixed', value: true, beside: { episode: '7' } },
    { option: 'mechanism', value: 'inverse-cdf' },
    { option: 'guaranteed', value: ['monotone', 'stability-all'] },
    { option: 'policy', value: 'target.json' },
    { option: 'policy', value: 'behaviour:smoothing=2' },
    { option: 'horizon', value: 9, beside: { policy: 'other.json' } },
    { option: 'good', value: ['under way'] },
    { option: 'bad', value: ['goal', 'under way'], beside: { good: ['pit'] } },
    { option: 'unseen-actions', value: 'allow', beside: { mdp: 'untried.json' } },
    { option: 'min-count', value: 12 },
    { option: 'influence-least', value: 0.2 },
    { option: 'discount', value: 0.5 },
    { option: 'score', value: 'value', beside: { mechanism: './scored.mjs', policy: 'target.json' } },
    {
      option: 'score-discount',
      value: 0.3,
      beside: { mechanism: './scored.mjs', score: 'value', policy: 'target.json' },
    },
    { option: 'draws', value: 70, beside: { mechanism: './drawn.mjs' } },
    { option: 'check-states', value: false },
    { option: 'unmodelled', value: 'skip', beside: { mdp: 'sparse.json' } },
    { option: 'seed', value: 4, beside: { mechanism: './drawn.mjs', draws: 50 } },
    {
      option: 'threads',
      // More than there are cores, as a slow machine starts those by itself.
      value: 5,
      manner: true,
      see: seeThreads,
      expected: async (given) => ({ ...(await library(given)), threads: 5 }),
    },
    {
      option: 'top',
      value: 2,
      leave: ['json'],
      see: ({ stdout }) => cellsAfter(stdout, /^Episodes that gain most/).length,
      expected: () => 3,
    },
    {
      option: 'out',
      value: 'rows.csv',
      manner: true,
      see: (_, written) => csvIn(written('rows.csv')),
      expected: rows,
    },
    {
      option: 'spreadsheet-safe',
      value: true,
      beside: { '<log>': 'formulas.csv', out: 'rows.csv' },
      see: (_, written) => csvIn(written('rows.csv')),
      expected: rows,
    },
    { option: 'json', value: true, leave: ['json'], manner: true },
  ],
});

const inWords = without(base, 'json');

it('shows the same figures of a log in words, each under its head', async () => {
  const given: Given = { ...inWords, policy: 'target.json', guaranteed: ['none', 'stability'], changes: 2, top: 2 };
  const { stdout } = await commandRun(folder, wordsOf('explain', given));
  const explained = await computed(given);
  const { found, mdp, log, labels } = explained;
  const { under, guaranteed, nBad } = summarizeExplained(found);
  expect(stdout).toMatch(/^Verdict on the changed decisions: /);
  expect(stdout).toContain(
    'Which decision would have made it better? 24 episodes, at most 2 changes, discount 0.9 (the policy)\n' +
      'Mechanism gumbel-max, exact (an assumption that data cannot confirm); after the log policy target.json goes on\n',
  );
  const twins = [under, ...guaranteed];
  const ways = ['gumbel-max', 'at least, any mechanism', 'at least, stability'];
  const ofBad = nBad > 0 ? twins.map(({ curveOfBad }) => curveOfBad) : [];
  expect(cellsAfter(stdout, /^Mean return with at most k changes/)).toEqual([
    ['k', ...ways.map((way) => `all: ${way}`), ...ofBad.map((_, i) => `bad end: ${ways[i]}`)],
    ...[0, 1, 2].map((k) => [
      String(k),
      ...twins.map(({ curve }) => shown(curve[k])),
      ...ofBad.map((curve) => shown(curve[k])),
    ]),
  ]);
  const gain = (e: number): number => found.changedValue[e] - found.value[3 * e];
  const first = [...found.change.keys()]
    .filter((e) => found.change[e])
    .sort((x, y) => gain(y) - gain(x) || x - y)
    .slice(0, 2);
  const good = found.good.map((o) => mdp.outcomes[o].name).join(' or ');
  expect(cellsAfter(stdout, /^Episodes that gain most/)).toEqual([
    ['episode', 'was', 'step', 'done', 'instead', 'cases', 'gain', `P(${good})`, ...ways.slice(1)],
    ...first.map((e) => [
      episodeName(log, e),
      mdp.outcomes[found.observedOutcome[e]].name,
      String(found.change[e]!.step),
      labels.action(found.change[e]!.given),
      labels.action(found.change[e]!.action),
      String(found.change[e]!.cases),
      shown(gain(e)),
      shown(found.chance[e]),
      ...found.guaranteed.map(({ chanceOfBest }) => shown(chanceOfBest[e])),
    ]),
  ]);
  expect(stdout).toMatch(/\nWhat this cannot know\n- which mechanism is true: /);
});

it('tells of one patient what happened, the one decision, what it rests on and what cannot be known', async () => {
  const found = (await computed({ ...inWords, policy: 'target.json' })).found;
  const e = found.change.findIndex((one, i) => one !== undefined && found.value[4 * i] !== 0);
  const given: Given = { ...inWords, policy: 'target.json', episode: String(e) };
  const { stdout } = await commandRun(folder, wordsOf('explain', given));
  const { log, mdp, labels } = await computed(given);
  const one = found.change[e]!;
  const course = cellsAfter(stdout, /^What happened: /);
  expect(course[0]).toEqual(['step, and the state then', 'what was done', 'better']);
  expect(course).toHaveLength(log.state.length + 2);
  const gain = found.changedValue[e] - found.value[4 * e];
  expect(stdout).toContain(
    `\nThe one decision: at step ${one.step}, ${labels.action(one.action)} instead of ${labels.action(one.given)}; all else as it was done, at the same steps\n- the state then: ${labels.state(one.state)}\n`,
  );
  expect(stdout).toContain(
    `; return ${shown(found.changedValue[e])}, a gain of ${shown(gain)}\n- whatever the mechanism, `,
  );
  expect(stdout).toContain(
    `- the log has this action in this state ${one.cases === 1 ? 'once' : `${one.cases} times`}`,
  );
  const values = cellsAfter(stdout, /^With at most k changes/);
  const most = Math.min(5, log.state.length);
  expect(values.map(([k]) => k)).toEqual(['k', ...Array.from({ length: most + 1 }, (_, k) => String(k))]);
  expect(values[2][1]).toBe(shown(found.value[4 * e + 1]));
  expect(mdp.outcomes.every(({ name }) => stdout.includes(name))).toBe(true);
  expect(stdout).toMatch(
    /\nWhat it rests on\n- how much of what would have followed was decided by what happened to this patient/,
  );
  expect(stdout).toContain('\nWhat this cannot know\n');
  const { options, mechanism } = await computed(given);
  const { value: over, asLogged, contribution } = effectByStep(log, mdp, options.after!, mechanism, options);
  expect(stdout).toContain(
    `\nHad policy target.json taken over from the start: return ${shown(over[0])}, an effect of ${shown(over[0] - asLogged[0])}`,
  );
  const first = cellsAfter(stdout, /^Had policy target.json/)[1];
  expect(first.slice(1)).toEqual([shown(over[Number(first[0])]), contribution[Number(first[0])].toFixed(4)]);
});

it('counts good and bad ends where nothing pays, and asks for them where none are named', async () => {
  // Whoever is treated lives in one of two cases; who is not dies.
  const steps = ['id,t,s,a,r,s2,died', 'x,0,0,0,0,1,1', 'y,0,0,1,0,1,0', 'z,0,0,1,0,1,1', 'w,0,0,0,0,1,1'];
  writeFileSync(join(folder, 'unpaid.csv'), `${steps.join('\n')}\n`);
  const columns = ['episode=id', 'state=s', 'action=a', 'reward=r', 'next_state=s2'];
  const reading: Given = { '<log>': 'unpaid.csv', outcome: 'died', column: columns };
  await commandRun(folder, wordsOf('fit', { ...reading, out: 'unpaid.json' }));
  const asked: Given = { ...reading, mdp: 'unpaid.json', 'check-states': false };
  const none = await commandRun(folder, wordsOf('explain', asked));
  expect(none.stderr).toContain(
    'warning: neither the model nor the log pays anything, so that no decision is better than another - say which outcomes are good with --good, or bad with --bad: ',
  );
  expect(none.stdout).not.toContain('Verdict');
  const { stdout, stderr } = await commandRun(
    folder,
    wordsOf('explain', { ...asked, bad: ['died'], good: ['not died'], json: true }),
  );
  expect(stderr).toContain('note: neither the model nor the log pays anything: a good end counts 1, a bad one -1');
  const { episodes, under } = JSON.parse(stdout) as {
    episodes: { episode: string; value: number[] }[];
    under: { nSaved: number };
  };
  expect(episodes.map(({ episode, value }) => [episode, ...value.slice(0, 2)])).toEqual([
    ['x', -1, 0],
    ['y', 1, 1],
    ['z', -1, -1],
    ['w', -1, 0],
  ]);
  expect(under.nSaved).toBe(2);
});

it('shares out among the parts of actions what the policy would have made, where the model has them', async () => {
  const actionParts = [
    { name: 'one', on: [0, 1, 0, 1] },
    { name: 'other', on: [0, 0, 1, 1] },
  ];
  await writeMdp(join(folder, 'parts.json'), { ...mdp, actionParts }, MADE);
  const given: Given = { ...base, mdp: 'parts.json', policy: 'target.json', episode: '7' };
  const { stdout } = await commandRun(folder, wordsOf('explain', given));
  const { log, mechanism, options } = await computed(given);
  const { contribution } = effectByPart(log, { ...mdp, actionParts }, options.after!, mechanism, options);
  const { byPart, takingOver } = JSON.parse(stdout) as {
    byPart: Record<string, number>;
    takingOver: { value: number[]; asLogged: number };
  };
  expect(byPart).toEqual({ one: contribution[0], other: contribution[1] });
  expect(byPart.one + byPart.other).toBeAllClose(takingOver.value[0] - takingOver.asLogged, { atol: 1e-12 });
  const text = await commandRun(folder, wordsOf('explain', without(given, 'json')));
  expect(text.stdout).toContain(
    `\nBy what is given (Shapley values): one ${shown(contribution[0])}, other ${shown(contribution[1])}\n`,
  );
  // A part that no two actions differ in alone cannot change hands alone.
  const lacking = [{ name: 'one', on: [0, 1, 1, 1] }];
  await writeMdp(join(folder, 'parts.json'), { ...mdp, actionParts: lacking }, MADE);
  const untold = await commandRun(folder, wordsOf('explain', without(given, 'json')));
  expect([untold.code, untold.stdout]).toEqual([0, expect.stringContaining('\nBy what is given it cannot be told: ')]);
});

it('says of a mechanism that draws anew that nothing of it is what happened', async () => {
  const draws = async (mechanism: string): Promise<boolean> =>
    (await commandRun(folder, wordsOf('explain', { ...inWords, mechanism }))).stdout.includes(
      'It draws anew even where',
    );
  expect([await draws('independent'), await draws('gumbel-max'), await draws('maximal')]).toEqual([true, false, false]);
});

it('tells what a policy that takes over would have made under any mechanism that repeats what was observed', async () => {
  const given: Given = { ...inWords, episode: '7', policy: 'target.json' };
  const told = async (mechanism: string): Promise<boolean> =>
    (await commandRun(folder, wordsOf('explain', { ...given, mechanism }))).stdout.includes(
      '\nHad policy target.json taken over from the start: ',
    );
  expect([await told('independent'), await told('gumbel-max'), await told('maximal')]).toEqual([false, true, true]);
});

it('says what to do where the episode is none of the log, or nothing is better than what was done', async () => {
  const { code, stderr } = await commandRun(folder, wordsOf('explain', { ...inWords, episode: '77' }));
  expect(code).toBe(2);
  expect(stderr).toContain("--episode: must be one of the 24 episodes of the log (0, 1, … 23), got '77'");
  const given: Given = { ...inWords, 'min-count': 1e6 };
  expect((await commandRun(folder, wordsOf('explain', given))).stdout).toContain('No single other decision ');
  expect((await commandRun(folder, wordsOf('explain', { ...given, episode: '7' }))).stdout).toContain(
    '\nThe one decision: none. No other action that may be chosen, at any one step, has a higher expected return under mechanism gumbel-max\n',
  );
});

it('says what to do where what a patient was given might not have been possible', async () => {
  // By the model 0 leads to 1, where action 1 is not possible; in the log to 2.
  const astray: Mdp = {
    ...{ nStates: 5, nActions: 2 },
    rowStart: Uint32Array.of(0, 1, 2, 3, 3, 4, 5, 6, 7, 8, 9),
    nextState: Uint32Array.of(1, 2, 3, 3, 4, 3, 3, 4, 4),
    probability: new Float64Array(9).fill(1),
    reward: Float64Array.of(0, 0, 1, 0, -1, 0, 0, 0, 0),
    initial: Float64Array.of(1, 0, 0, 0, 0),
    terminal: Uint8Array.of(0, 0, 0, 1, 1),
    outcomes: [
      { name: 'ongoing', reward: 0 },
      { name: 'ended', reward: 0 },
    ],
    outcome: Uint8Array.of(0, 0, 0, 1, 1),
    source: {},
  };
  await writeMdp(join(folder, 'astray.json'), astray, MADE);
  writeFileSync(
    join(folder, 'astray.csv'),
    'episode,t,state,action,reward,next_state,terminated\n9,0,0,0,0,2,0\n9,1,2,1,-1,4,1\n',
  );
  const given: Given = { '<log>': 'astray.csv', mdp: 'astray.json', episode: '9', changes: 2, unmodelled: 'skip' };
  const { code, stderr } = await commandRun(folder, wordsOf('explain', given));
  expect([code, stderr]).toEqual([2, expect.stringContaining('is not in some state - set --unmodelled mix where')]);
});
