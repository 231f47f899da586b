import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createEnv } from '../../../envs/registry.js';
import { createPolicy } from '../../../policies/registry.js';
import { createRng } from '../../../src/core/random/rng.js';
import { counterfactualMarginals } from '../../../src/counterfactual/chain/counterfactualMarginals.js';
import type { UnmodelledRule } from '../../../src/counterfactual/chain/observedModel.js';
import { counterfactualBounds } from '../../../src/counterfactual/evaluate/counterfactualBounds.js';
import { counterfactualDataBounds } from '../../../src/counterfactual/intervals/dataBounds.js';
import { intervalAssumptions } from '../../../src/counterfactual/intervals/intervalRows.js';
import { evaluateCounterfactual } from '../../../src/counterfactual/evaluate/evaluateCounterfactual.js';
import { evaluateHidden } from '../../../src/counterfactual/hidden/evaluateHidden.js';
import { type EffectByStep, effectByStep } from '../../../src/counterfactual/explain/effectByStep.js';
import { type EffectByPart, effectByPart } from '../../../src/counterfactual/explain/parts/effectByPart.js';
import { summarizeByPart } from '../../../src/counterfactual/explain/parts/summarizeByPart.js';
import { influence, lastInfluenced } from '../../../src/counterfactual/explain/influence.js';
import { summarizeEffectByStep } from '../../../src/counterfactual/explain/summarizeEffectByStep.js';
import { sampleCounterfactual } from '../../../src/counterfactual/evaluate/sampleCounterfactual.js';
import {
  type RefittedEffects,
  dirichletModels,
  refittedEffects,
  resampledModels,
} from '../../../src/counterfactual/refit/refittedEffects.js';
import { subset } from '../../../src/trajectories/subset.js';
import { thinShare } from '../../../src/counterfactual/evaluate/thinShare.js';
import { summarizeCounterfactual } from '../../../src/counterfactual/evaluate/summarizeCounterfactual.js';
import { readAdvice, readMdp, writeMdp, writeTrajectories } from '../../../src/files/index.js';
import { abstractionBetween } from '../../../src/mdp/env.js';
import { partsByName } from '../../../src/mdp/parts/partsByName.js';
import { unseenShare } from '../../../src/mdp/unseenShare.js';
import { assumptions } from '../../../src/mechanisms/bounds/registry.js';
import { simulate } from '../../../src/trajectories/simulate/simulate.js';
import { episodeName } from '../../../src/trajectories/trajectories.js';
import { commandRun } from '../../support/commandRun.js';
import { type Given, without, wordsOf } from './given.js';
import { judged, luckOf, statesOf } from './judged.js';
import {
  type Library,
  discountOf,
  fragilityOf,
  listsOf,
  mechanismOf,
  readLog,
  readModel,
  readOrMake,
  readProblem,
  scoreOf,
} from './library.js';
import { logRows } from './logCases.js';
import { csvIn, drawnMechanism, scoredMechanism } from './written.js';
import { optionTable, seeJson } from './optionTable.js';
import { ADVICE_FILE, MADE, modelOf, preparedFolder } from './prepared.js';
import { seeThreads } from './seeThreads.js';
import { cellsAfter, shown } from './textTable.js';

const folder = await preparedFolder();
const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
writeFileSync(join(folder, 'drawn.mjs'), drawnMechanism);
writeFileSync(join(folder, 'scored.mjs'), scoredMechanism);
// Ids and labels that a spreadsheet would run.
writeFileSync(join(folder, 'formulas.csv'), read('log.csv').replaceAll(/^(?=\d)/gm, '=1+'));
writeFileSync(join(folder, 'formulas.json'), read('mdp.json').replaceAll(/"(?=\(\d, \d\)")/g, '"+'));

// Two states that look alike: the log shows less than the model is over.
const failing = createEnv('model-fail');
await writeMdp(join(folder, 'fail.json'), failing.exactModel!(), MADE);
await writeTrajectories(
  join(folder, 'fail.csv'),
  simulate(createRng(2), failing, createPolicy('uniform', failing.exactModel!()), { episodes: 6, horizon: 2 }),
  MADE,
);

/** With `--observed` the log stays in the states that it shows. */
async function problemOf(source: Library): Promise<Awaited<ReturnType<typeof readProblem>>> {
  const { given } = source;
  if (given.observed === undefined) return readProblem(source);
  const mdp = await readModel(source);
  const { log } = await readLog(source);
  return { mdp, log, policy: await readOrMake(source, String(given.policy), { model: mdp, log }) };
}

const bare = await readMdp(join(folder, 'mdp.json'));
await writeMdp(
  join(folder, 'parted.json'),
  {
    ...bare,
    actionParts: [
      { name: 'turned', on: [0, 1, 0, 1] },
      { name: 'back', on: [0, 0, 1, 1] },
    ],
  },
  MADE,
);

async function computed(given: Given) {
  const source: Library = { folder, given };
  const { mdp, log, policy } = await problemOf(source);
  const mechanism = await mechanismOf(source, String(given.mechanism ?? 'gumbel-max'), {
    score: scoreOf(source, given.score, mdp, policy),
  });
  const chosen = discountOf(source, policy);
  const options = {
    discount: chosen.discount,
    unmodelled: (given.unmodelled ?? 'mix') as UnmodelledRule,
    ...(given.horizon !== undefined && { horizon: Number(given.horizon) }),
  };
  const acting =
    given.policy === ADVICE_FILE
      ? {
          advice: await readAdvice(join(folder, ADVICE_FILE)),
          clinician: await readOrMake({ folder, given: {} }, String(given.behaviour ?? 'behaviour'), {
            model: mdp,
            log,
          }),
        }
      : policy;
  const evaluation =
    given.observed === undefined
      ? evaluateCounterfactual(log, mdp, acting, mechanism, options)
      : evaluateHidden(
          log,
          { mdp, abstraction: abstractionBetween(failing, 'full', String(given.observed)) },
          policy,
          mechanism,
          options,
        );
  const bounds =
    given.bounds === true ? assumptions.map((one) => counterfactualBounds(log, mdp, acting, one, options)) : [];
  const influenced =
    given.influence === true
      ? Array.from({ length: log.nEpisodes }, (_, e) => influence(log, mdp, acting, mechanism, options)(e))
      : undefined;
  const byStep = given['by-step'] === true ? effectByStep(log, mdp, acting, mechanism, options) : undefined;
  const confidence = given['data-confidence'];
  const dataBounds =
    confidence === undefined
      ? []
      : intervalAssumptions.map((one) =>
          counterfactualDataBounds(log, mdp, acting, one, { ...options, confidence: Number(confidence) }),
        );
  const byPart =
    given['by-part'] === true
      ? effectByPart(log, mdp, acting, mechanism, {
          ...options,
          ...(given.parts !== undefined && { parts: partsByName('parts', listsOf(given.parts), 4, mdp.actionLabels) }),
        })
      : undefined;
  const rng = createRng(Number(given.seed ?? 1));
  const intervals = { level: Number(given.level ?? 0.95), replicates: Number(given.replicates ?? 2000) };
  const summary = summarizeCounterfactual(rng, evaluation, { ...intervals, top: Number(given.top ?? 5) });
  const steps = byStep && { byStep, summary: summarizeEffectByStep(rng, byStep, intervals) };
  const byPartMeans = byPart && summarizeByPart(createRng(Number(given.seed ?? 1)), byPart, intervals);
  const { horizon, discount } = evaluation;
  const unseen = unseenShare(mdp, policy, { horizon, discount });
  const refitted = refittedOf(given, { rng, log, mdp, acting, mechanism, options });
  return {
    ...{ mdp, log, policy, acting, mechanism, chosen, options, evaluation, bounds, dataBounds, influenced },
    ...{ rng, summary, refitted, unseen, steps, byPart, byPartMeans },
  };
}

/** Effects in models drawn anew, fitted as the prepared ones are. */
function refittedOf(
  given: Given,
  {
    rng,
    log,
    mdp,
    acting,
    mechanism,
    options,
  }: Pick<Computed, 'rng' | 'log' | 'mdp' | 'acting' | 'mechanism' | 'options'>,
): RefittedEffects | undefined {
  if (given.refit === undefined) return undefined;
  const env = mdp.source.env === undefined ? undefined : createEnv(mdp.source.env, mdp.source.parameters);
  const draw =
    given['refit-draws'] === 'dirichlet'
      ? dirichletModels(mdp, log.nEpisodes)
      : resampledModels(log.nEpisodes, (episodes) => ({ ...modelOf(subset(log, episodes), env), source: mdp.source }));
  return refittedEffects(rng, log, acting, mechanism, draw, {
    ...options,
    replicates: Number(given.refit),
    level: Number(given.level ?? 0.95),
  });
}

type Computed = Awaited<ReturnType<typeof computed>>;

/** What is said of clinicians who follow advice. */
function supposedOf(clinician: Given[string]): { readonly clinician: unknown; readonly supposed: unknown } {
  const elsewhere =
    clinician === undefined ? 'what clinicians do there, as often as' : `what ${String(clinician)} does`;
  return {
    clinician: clinician ?? 'estimated',
    supposed: `${WHILE_IN_STATE}${elsewhere}${INDEPENDENT[clinician === undefined ? 0 : 1]}`,
  };
}

const WHILE_IN_STATE =
  'while a run is in the state of the log, clinicians are about to do what they did; in other states, and after the log, ';
const INDEPENDENT = [
  ' the log has it, independent of the log given the state',
  ' there, independent of the log given the state',
];

/** What is said of what the log hides. */
const HIDDEN = {
  hidden: { observed: 'observed', model: 'full', behaviour: null },
  supposed:
    'the model holds, over space full, of which the log shows observed; what it hides is weighed by all of each episode; who acted went by what the log shows alone, so that their choices tell nothing of the rest (else name them with --behaviour)',
};

/** One number an outcome, by its name. */
function named(names: readonly string[], values: Float64Array, row: number): Record<string, number> {
  return Object.fromEntries(names.map((name, o) => [name, values[row * names.length + o]]));
}

async function library(given: Given): Promise<Record<string, unknown>> {
  const all = await computed(given);
  const { mdp, log, policy, mechanism, chosen, evaluation, bounds, dataBounds, influenced, summary, unseen } = all;
  const { steps, refitted } = all;
  const names = mdp.outcomes.map(({ name }) => name);
  const { nEpisodes, expectedLength } = evaluation;
  const episodes = Array.from({ length: nEpisodes }, (_, e) => ({
    episode: episodeName(log, e),
    observedOutcome: names[evaluation.observedOutcome[e]],
    observedReturn: evaluation.observedReturn[e],
    counterfactualReturn: evaluation.expectedReturn[e],
    returnVariance: evaluation.returnVariance[e],
    effect: evaluation.effect[e],
    expectedLength: expectedLength[e],
    outcomes: named(names, evaluation.outcomeProbability, e),
    ...(all.byPart && {
      effectByPart: { parts: sharesOf(all.byPart, e), afterLog: all.byPart.afterLog[e] },
    }),
    ...(influenced && { influence: influenced[e], influenceLastStep: lastInfluenced(influenced[e]) ?? null }),
    ...(steps && { asLogged: steps.byStep.asLogged[e], effectByStep: contributionsOf(steps.byStep, e) }),
    ...(bounds.length > 0 && {
      bounds: Object.fromEntries(bounds.map((one) => [one.assumption, { lower: one.lower[e], upper: one.upper[e] }])),
    }),
    ...(refitted && { refitEffect: { lower: refitted.lower[e], upper: refitted.upper[e] } }),
    ...(dataBounds.length > 0 && {
      dataBounds: Object.fromEntries(
        dataBounds.map((one) => [one.assumption, { lower: one.lower[e], upper: one.upper[e] }]),
      ),
    }),
  }));
  return {
    mechanism: mechanism.name,
    exact: mechanism.exact,
    policy: given.policy,
    ...(given.policy === ADVICE_FILE && supposedOf(given.behaviour)),
    ...(given.observed !== undefined && HIDDEN),
    seed: given.seed ?? 1,
    nEpisodes,
    horizon: evaluation.horizon,
    ...chosen,
    observed: summary.observed,
    counterfactual: summary.counterfactual,
    effect: summary.effect,
    unmodelled: evaluation.unmodelled,
    // The files here do not say what they were made of.
    learnedFromThisLog: { model: false, policy: false },
    ...(evaluation.support && { thinShare: thinShare(evaluation) }),
    length: {
      observed: log.state.length / nEpisodes,
      counterfactual: expectedLength.reduce((sum, one) => sum + one, 0) / nEpisodes,
    },
    ...(bounds.length > 0 && {
      bounds: Object.fromEntries(bounds.map((one) => [one.assumption, { lower: one.meanLower, upper: one.meanUpper }])),
    }),
    ...(refitted && {
      refit: {
        draws: given['refit-draws'] ?? 'episodes',
        replicates: given.refit,
        level: given.level ?? 0.95,
        effect: { lower: refitted.mean.lower, upper: refitted.mean.upper },
      },
    }),
    ...(dataBounds.length > 0 && {
      dataBounds: {
        confidence: dataBounds[0].confidence,
        ...Object.fromEntries(
          dataBounds.map((one) => [
            one.assumption,
            { lower: one.meanLower, upper: one.meanUpper, value: { lower: one.value.lower, upper: one.value.upper } },
          ]),
        ),
      },
    }),
    ...(all.byPartMeans && {
      effectByPart: {
        parts: Object.fromEntries(all.byPartMeans.parts.map(({ name, ...estimate }) => [name, estimate])),
        afterLog: all.byPartMeans.afterLog,
      },
    }),
    ...(influenced && { influence: { least: 0.01, mean: meanByStep(influenced) } }),
    ...(steps && { effectByStep: { asLogged: mean(steps.byStep.asLogged), steps: steps.summary } }),
    outcomeTable: Object.fromEntries(names.map((name, o) => [name, named(names, summary.outcomeTable, o)])),
    mostHelped: summary.mostHelped.map((e) => episodes[e]),
    mostHarmed: summary.mostHarmed.map((e) => episodes[e]),
    episodes,
    ...(unseen && { unseen }),
    ...fragilityOf(mdp, policy, { horizon: evaluation.horizon, discount: evaluation.discount }),
    verdict:
      given.observed !== undefined
        ? []
        : [
            judged('the counterfactual figures', 'model', {
              ...luckOf(mdp, policy, { horizon: evaluation.horizon, discount: evaluation.discount }),
              ...(evaluation.support && { thinShare: thinShare(evaluation)! }),
              states: statesOf(given, log, evaluation.observedOutcome),
            }),
          ],
  };
}

function contributionsOf({ episodeStart, contribution }: EffectByStep, e: number): Float64Array {
  return contribution.slice(episodeStart[e], episodeStart[e + 1]);
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** What each part does in an episode, by its name. */
function sharesOf({ parts, contribution }: EffectByPart, e: number): Record<string, number> {
  return Object.fromEntries(parts.map((name, p) => [name, contribution[e * parts.length + p]]));
}

function meanByStep(influenced: readonly Float64Array[]): number[] {
  const steps = Math.max(...influenced.map(({ length }) => length));
  return Array.from(
    { length: steps },
    (_, t) => influenced.reduce((sum, byStep) => sum + (byStep[t] ?? 0), 0) / influenced.length,
  );
}

/** Rows of the file that `--out` names. */
async function effectRows(given: Given): Promise<unknown> {
  const { mdp, log, evaluation, bounds, dataBounds, influenced, steps, byPart, refitted } = await computed(given);
  const names = mdp.outcomes.map(({ name }) => name);
  return Array.from({ length: evaluation.nEpisodes }, (_, e) => ({
    episode: quotedIf(given, episodeName(log, e)),
    observed_outcome: names[evaluation.observedOutcome[e]],
    observed_return: String(evaluation.observedReturn[e]),
    counterfactual_return: String(evaluation.expectedReturn[e]),
    return_variance: String(evaluation.returnVariance[e]),
    effect: String(evaluation.effect[e]),
    ...Object.fromEntries(
      names.map((name, o) => [`p_${name}`, String(evaluation.outcomeProbability[e * names.length + o])]),
    ),
    ...Object.fromEntries(
      bounds.flatMap(({ assumption, lower, upper }) => [
        [`lower_${assumption}`, String(lower[e])],
        [`upper_${assumption}`, String(upper[e])],
      ]),
    ),
    ...Object.fromEntries(
      dataBounds.flatMap(({ assumption, lower, upper }) => [
        [`lower_data_${assumption}`, String(lower[e])],
        [`upper_data_${assumption}`, String(upper[e])],
      ]),
    ),
    ...(byPart && {
      ...Object.fromEntries(
        Object.entries(sharesOf(byPart, e)).map(([name, share]) => [`effect_of_${name}`, String(share)]),
      ),
      effect_after_log: String(byPart.afterLog[e]),
    }),
    ...(influenced && {
      influence_last_step: String(lastInfluenced(influenced[e]) ?? ''),
      influence: Array.from(influenced[e]).join(' '),
    }),
    ...(steps && {
      as_logged: String(steps.byStep.asLogged[e]),
      effect_by_step: contributionsOf(steps.byStep, e).join(' '),
    }),
    ...(refitted && {
      effect_lower_refit: String(refitted.lower[e]),
      effect_upper_refit: String(refitted.upper[e]),
    }),
  }));
}

/** Rows of the file that `--marginals` names. */
async function marginalRows(given: Given): Promise<unknown> {
  const { mdp, log, acting, mechanism, options, evaluation } = await computed(given);
  const ofEpisode = counterfactualMarginals(log, mdp, acting, mechanism, options);
  const mean = new Float64Array((evaluation.horizon + 1) * mdp.nStates);
  for (let e = 0; e < log.nEpisodes; e++) ofEpisode(e).forEach((p, i) => (mean[i] += p / log.nEpisodes));
  return Array.from(mean).flatMap((probability, i) => {
    const [t, state] = [Math.floor(i / mdp.nStates), i % mdp.nStates];
    const label = quotedIf(given, mdp.stateLabels?.[state] ?? '');
    return probability > 0 ? [{ t: String(t), state: String(state), label, probability: String(probability) }] : [];
  });
}

function quotedIf(given: Given, text: string): string {
  return given['spreadsheet-safe'] === true && /^[=+-]/.test(text) ? `'${text}` : text;
}

/** Rows of the file that `--sample` names. */
async function sampledRows(given: Given): Promise<unknown> {
  const { mdp, log, acting, mechanism, options, rng } = await computed(given);
  const draws = Number(given['sample-draws'] ?? 5);
  const sampled = sampleCounterfactual(rng, log, mdp, acting, mechanism, { ...options, draws });
  await writeTrajectories(join(folder, 'expected.csv'), sampled, MADE);
  return csvIn(read('expected.csv'));
}

const base: Given = { '<log>': 'log.csv', mdp: 'mdp.json', policy: 'other.json', replicates: 40, json: true };

optionTable('evaluate', {
  folder,
  base,
  see: seeJson,
  library,
  rows: [
    ...(await logRows(folder, ({ mdp, policy }) => ({ mdp, policy }))),
    { option: '<log>', value: 'few.csv' },
    { option: 'mdp', value: 'rounded.json', beside: { round: 0.01 } },
    { option: 'policy', value: 'target.json' },
    { option: 'policy', value: 'behaviour:smoothing=2' },
    { option: 'policy', value: 'advice.json', beside: { bounds: true, horizon: 9 } },
    { option: 'behaviour', value: 'other.json', beside: { policy: 'advice.json', bounds: true, horizon: 9 } },
    {
      option: 'behaviour',
      value: 'other.json',
      beside: { policy: 'advice.json', sample: 'sample.csv', horizon: 9 },
      see: (_, written) => csvIn(written('sample.csv')),
      expected: sampledRows,
    },
    {
      option: 'behaviour',
      value: 'other.json',
      beside: { policy: 'advice.json', marginals: 'marginals.csv', horizon: 9 },
      see: (_, written) => csvIn(written('marginals.csv')),
      expected: marginalRows,
    },
    {
      option: 'observed',
      value: 'observed',
      beside: { '<log>': 'fail.csv', mdp: 'fail.json', policy: 'uniform' },
    },
    { option: 'round', value: 0.01, beside: { policy: 'hundredths.json' } },
    { option: 'round', value: 0.01, beside: { mdp: 'rounded.json' } },
    { option: 'mechanism', value: 'inverse-cdf' },
    { option: 'mechanism', value: './drawn.mjs', beside: { draws: 50 } },
    {
      option: 'threads',
      value: 2,
      manner: true,
      see: seeThreads,
      expected: async (given) => ({ ...(await library(given)), threads: 2 }),
    },
    { option: 'check-states', value: false },
    { option: 'horizon', value: 9 },
    { option: 'discount', value: 0.5 },
    { option: 'discount', value: 1, beside: { policy: 'target.json' } },
    { option: 'score', value: 'value', beside: { mechanism: './scored.mjs' } },
    { option: 'score-discount', value: 0.3, beside: { mechanism: './scored.mjs', score: 'value' } },
    { option: 'draws', value: 70, beside: { mechanism: './drawn.mjs' } },
    { option: 'unmodelled', value: 'skip', beside: { mdp: 'sparse.json' } },
    { option: 'unmodelled', value: 'skip', beside: { mdp: 'sparse.json', bounds: true } },
    {
      option: 'unmodelled',
      value: 'skip',
      beside: { mdp: 'sparse.json', marginals: 'marginals.csv' },
      see: (_, written) => csvIn(written('marginals.csv')),
      expected: marginalRows,
    },
    {
      option: 'unmodelled',
      value: 'skip',
      beside: { mdp: 'sparse.json', sample: 'sample.csv' },
      see: (_, written) => csvIn(written('sample.csv')),
      expected: sampledRows,
    },
    { option: 'bounds', value: true },
    { option: 'bounds', value: true, beside: { horizon: 9, discount: 0.5 } },
    { option: 'data-confidence', value: 0.4, beside: { bounds: true } },
    { option: 'data-confidence', value: 0.4, beside: { bounds: true, mdp: 'sparse.json', unmodelled: 'skip' } },
    {
      option: 'data-confidence',
      value: 0.3,
      beside: { bounds: true, out: 'rows.csv' },
      see: (_, written) => csvIn(written('rows.csv')),
      expected: effectRows,
    },
    { option: 'by-part', value: true, beside: { mdp: 'parted.json' } },
    { option: 'by-part', value: true, beside: { mdp: 'parted.json', horizon: 9, seed: 4, level: 0.6 } },
    { option: 'by-part', value: true, beside: { mdp: 'parted.json', policy: 'advice.json', mechanism: 'inverse-cdf' } },
    {
      option: 'by-part',
      value: true,
      beside: { mdp: 'parted.json', out: 'rows.csv' },
      see: (_, written) => csvIn(written('rows.csv')),
      expected: effectRows,
    },
    { option: 'parts', value: ['turned=right,left', 'back=2,3'], beside: { 'by-part': true } },
    { option: 'parts', value: ['one=1,2', 'two=2,3'], beside: { 'by-part': true, mdp: 'parted.json' } },
    { option: 'influence', value: true },
    { option: 'influence', value: true, beside: { policy: 'advice.json', horizon: 9 } },
    { option: 'influence', value: true, beside: { unmodelled: 'skip', mdp: 'sparse.json' } },
    {
      option: 'influence',
      value: true,
      beside: { bounds: true, out: 'rows.csv' },
      see: (_, written) => csvIn(written('rows.csv')),
      expected: effectRows,
    },
    { option: 'refit', value: 5 },
    { option: 'refit', value: 5, beside: { level: 0.5, horizon: 9 } },
    { option: 'refit-draws', value: 'dirichlet', beside: { refit: 5 } },
    {
      option: 'refit-draws',
      value: 'dirichlet',
      beside: { refit: 5, '<log>': 'few.csv', out: 'rows.csv' },
      see: (_, written) => csvIn(written('rows.csv')),
      expected: effectRows,
    },
    { option: 'by-step', value: true },
    { option: 'by-step', value: true, beside: { policy: 'advice.json', horizon: 9, discount: 0.5 } },
    {
      option: 'by-step',
      value: true,
      beside: { mechanism: 'inverse-cdf', influence: true, out: 'rows.csv' },
      see: (_, written) => csvIn(written('rows.csv')),
      expected: effectRows,
    },
    { option: 'level', value: 0.6 },
    { option: 'level', value: 0.6, beside: { 'by-step': true } },
    { option: 'replicates', value: 60 },
    { option: 'top', value: 2 },
    { option: 'seed', value: 4 },
    { option: 'seed', value: 4, beside: { mechanism: './drawn.mjs', draws: 50 } },
    {
      option: 'out',
      value: 'rows.csv',
      beside: { bounds: true },
      manner: true,
      see: (_, written) => csvIn(written('rows.csv')),
      expected: effectRows,
    },
    {
      option: 'marginals',
      value: 'marginals.csv',
      beside: { horizon: 9 },
      see: (_, written) => csvIn(written('marginals.csv')),
      expected: marginalRows,
    },
    {
      option: 'sample',
      value: 'sample.csv',
      beside: { horizon: 9, discount: 0.5 },
      see: (_, written) => csvIn(written('sample.csv')),
      expected: sampledRows,
    },
    {
      option: 'sample-draws',
      value: 2,
      beside: { sample: 'sample.csv' },
      see: (_, written) => csvIn(written('sample.csv')),
      expected: sampledRows,
    },
    {
      option: 'spreadsheet-safe',
      value: true,
      beside: { '<log>': 'formulas.csv', out: 'rows.csv' },
      see: (_, written) => csvIn(written('rows.csv')),
      expected: effectRows,
    },
    {
      option: 'spreadsheet-safe',
      value: true,
      beside: { mdp: 'formulas.json', marginals: 'marginals.csv' },
      see: (_, written) => csvIn(written('marginals.csv')),
      expected: marginalRows,
    },
    {
      option: 'json',
      value: true,
      leave: ['json'],
      manner: true,
    },
  ],
});

it('says in words what is supposed of clinicians, and refuses them without advice', async () => {
  const given = { ...without(base, 'json'), policy: ADVICE_FILE };
  const { stdout } = await commandRun(folder, wordsOf('evaluate', given));
  expect(stdout).toMatch(/\n\nWhat if clinicians had followed advice\.json\? 24 episodes, /);
  expect(stdout).toContain(`\nSupposed: ${String(supposedOf(undefined).supposed)}\n`);
  const { code, stderr } = await commandRun(folder, wordsOf('evaluate', { ...base, behaviour: 'uniform' }));
  expect([code, stderr]).toEqual([2, expect.stringContaining('got --policy other.json, which acts alone')]);
});

it('says how far the effects move with the model', async () => {
  const given = { ...without(base, 'json'), refit: 6, top: 1 };
  const { stdout } = await commandRun(folder, wordsOf('evaluate', given));
  const { refitted, summary, evaluation, mdp } = await computed(given);
  const { lower, upper, mean } = refitted!;
  const text = (interval: { readonly lower: number; readonly upper: number }): string =>
    `[${shown(interval.lower)}, ${shown(interval.upper)}]`;
  expect(stdout).toContain(
    `\nWith the model fitted anew to resamples of the patients (6 times) the mean effect is in ${text(mean)} at 95 %; with the model held fixed in ${text(summary.effect)}\n`,
  );
  const widths = Array.from(upper, (value, e) => value - lower[e]).toSorted((a, b) => a - b);
  const signed = lower.filter((value, e) => value > 0 || upper[e] < 0).length;
  expect(stdout).toContain(
    `half are wider than ${shown(widths[Math.floor(widths.length / 2)])}, and ${signed} of ${widths.length} leave out 0\n`,
  );
  const [head, first] = cellsAfter(stdout, /^Episodes with the largest/);
  const [e] = summary.mostHelped;
  expect(head).toEqual([
    ...['episode', 'was', 'return', 'counterfactual', 'effect', 'refitted'],
    ...mdp.outcomes.map(({ name }) => `P(${name})`),
  ]);
  expect(first.slice(4, 6)).toEqual([shown(evaluation.effect[e]), text({ lower: lower[e], upper: upper[e] })]);
});

it('asks for models drawn anew in its own words', async () => {
  const { code, stderr } = await commandRun(folder, wordsOf('evaluate', { ...base, refit: 1 }));
  expect([code, stderr]).toEqual([2, expect.stringContaining('--refit: must be a whole number from 2, got 1')]);
});

it('shows what each part does in words, which adds up to the effect', async () => {
  const given = { ...without(base, 'json'), mdp: 'parted.json', 'by-part': true, level: 0.8, horizon: 9, seed: 3 };
  const { stdout } = await commandRun(folder, wordsOf('evaluate', given));
  const { byPartMeans, summary } = await computed(given);
  const { parts, afterLog } = byPartMeans!;
  expect(cellsAfter(stdout, /^The effect by part of the actions: /)).toEqual([
    ['part', 'mean', 's.e.', '80 % interval'],
    ...[...parts, { name: 'after the log', ...afterLog }, { name: 'treatment effect', ...summary.effect }].map(
      ({ name, mean, standardError, lower, upper }) => [
        name,
        shown(mean),
        shown(standardError!),
        `[${shown(lower)}, ${shown(upper)}]`,
      ],
    ),
  ]);
  const sum = parts.reduce((all, { mean }) => all + mean, afterLog.mean);
  expect(sum).toBeAllClose(summary.effect.mean, { atol: 1e-12 });
});

it('shows the same figures in words, each under its head', async () => {
  const given = {
    ...without(base, 'json'),
    bounds: true,
    'data-confidence': 0.5,
    influence: true,
    'by-step': true,
    top: 2,
    level: 0.8,
    horizon: 9,
    seed: 3,
    policy: 'target.json',
  };
  const { stdout } = await commandRun(folder, wordsOf('evaluate', given));
  const { mdp, log, evaluation, summary, bounds, dataBounds, influenced, steps: taken } = await computed(given);
  const names = mdp.outcomes.map(({ name }) => name);
  expect(stdout).toMatch(/^Verdict on the counterfactual figures: weak\n- cases are few throughout: /);
  expect(
    stdout
      .slice(stdout.indexOf('\n\n') + 2)
      .split('\n')
      .slice(0, 2),
  ).toEqual([
    `What if policy target.json had acted? ${log.nEpisodes} episodes, at most 9 steps, discount 0.9 (the policy)`,
    'Mechanism gumbel-max, exact (an assumption that data cannot confirm); bootstrap seed 3',
  ]);
  const { observed, counterfactual, effect } = summary;
  expect(cellsAfter(stdout, /^Mechanism/)).toEqual([
    ['mean', 's.e.', '80 % interval'],
    ...(
      [
        ['observed return', observed],
        ['counterfactual return', counterfactual],
        ['treatment effect', effect],
      ] as const
    ).map(([name, { mean, standardError, lower, upper }]) => [
      name,
      shown(mean),
      shown(standardError!),
      `[${shown(lower)}, ${shown(upper)}]`,
    ]),
  ]);
  const steps = evaluation.expectedLength.reduce((sum, one) => sum + one, 0) / log.nEpisodes;
  expect(stdout).toContain(
    `Mean number of steps: observed ${(log.state.length / log.nEpisodes).toFixed(2)}, counterfactual ${steps.toFixed(2)}\n`,
  );
  expect(cellsAfter(stdout, /^Outcomes, as shares/)).toEqual([
    names,
    ...names.map((name, o) => [
      `observed ${name}`,
      ...names.map((_, q) => summary.outcomeTable[o * names.length + q].toFixed(4)),
    ]),
  ]);
  expect(cellsAfter(stdout, /^Mean counterfactual return/)).toEqual([
    ['assumption', 'least', 'greatest'],
    ...bounds.map(({ assumption, meanLower, meanUpper }) => [assumption, shown(meanLower), shown(meanUpper)]),
    ['mechanism gumbel-max', shown(counterfactual.mean), shown(counterfactual.mean)],
  ]);
  expect(stdout).toContain('holds with confidence 50 %');
  expect(cellsAfter(stdout, /^The same over all worlds/)).toEqual([
    ['assumption', 'least', 'greatest', 'all patients: least', 'greatest'],
    ...dataBounds.map(({ assumption, meanLower, meanUpper, value }) => [
      assumption,
      ...[meanLower, meanUpper, value.lower, value.upper].map(shown),
    ]),
  ]);
  const last = influenced!.map((byStep) => lastInfluenced(byStep) ?? -1);
  expect(cellsAfter(stdout, /^Influence: /)).toEqual([
    ['step', 'mean influence', 'then or later above 1 %'],
    ...[0, 1, 2, 3, 5].map((t) => [
      String(t),
      meanByStep(influenced!)[t].toFixed(4),
      `${Number(((100 * last.filter((at) => at >= t).length) / log.nEpisodes).toPrecision(2))} %`,
    ]),
  ]);
  const none = last.filter((at) => at === -1).length;
  expect(stdout).toContain(`\nIn ${none} of ${log.nEpisodes} episodes no step has more than 1 %: `);
  expect(cellsAfter(stdout, /^Effect by step: /)).toEqual([
    ['step', 'episodes', 'mean', 's.e.', '80 % interval'],
    ...taken!.summary.map(({ t, nEpisodes, contribution }) => [
      ...[String(t), String(nEpisodes), shown(contribution.mean), shown(contribution.standardError!)],
      `[${shown(contribution.lower)}, ${shown(contribution.upper)}]`,
    ]),
  ]);
  expect(stdout).toContain(
    `\nTogether ${shown(mean(taken!.byStep.contribution) * (log.state.length / log.nEpisodes))}: taken over from the start less going on as logged, which is ${shown(mean(taken!.byStep.asLogged))}\n`,
  );
  const [first, second] = summary.mostHelped;
  const [worst, lessBad] = summary.mostHarmed;
  expect(cellsAfter(stdout, /^Episodes with the largest/)).toEqual([
    ['episode', 'was', 'return', 'counterfactual', 'effect', ...names.map((name) => `P(${name})`)],
    ...[first, second, lessBad, worst].map((e) => [
      episodeName(log, e),
      names[evaluation.observedOutcome[e]],
      shown(evaluation.observedReturn[e]),
      shown(evaluation.expectedReturn[e]),
      shown(evaluation.effect[e]),
      ...names.map((_, o) => evaluation.outcomeProbability[e * names.length + o].toFixed(4)),
    ]),
  ]);
});
