import { beforeAll, describe, expect, it } from 'vitest';
import type { VerdictReason } from '../../../src/honest/verdict/reasons.js';
import type { VerdictFigure } from '../../../src/honest/verdict/verdictFigures.js';
import { answerWords, kickerWords, questionWords } from '../../../src/report/captions/answerWords.js';
import { endsOf, sharesText, tellingEnds } from '../../../src/report/captions/outcomeShares.js';
import { type Piece, plain } from '../../../src/report/captions/piece.js';
import { reasonWords } from '../../../src/report/captions/reasonWords.js';
import { mainVerdict, verdictOn } from '../../../src/report/captions/verdictWords.js';
import type { PolicyReport, Report } from '../../../src/report/report.js';
import { plainReport, sepsisReport, tinyReport } from '../../support/report/reports.js';

const FIGURES: readonly VerdictFigure[] = [
  ...(['fragility', 'thinShare', 'thinChanges', 'effectiveSize', 'largestWeightShare'] as const),
  ...(['shareHeld', 'states', 'truth', 'gainBound'] as const),
];
const reason = (figure: VerdictFigure, more: Partial<VerdictReason> = {}): VerdictReason => ({
  ...{ figure, level: 'do not rely on it', value: 0.43, threshold: 0.25, text: 'as the library says it' },
  ...more,
});

/** A percentage, a return, a p, or a count with what is counted. */
const WITH_UNIT = /(return of |adjusted p (below )?)$|^(\u00a0%| (of equal weight|patients|decisions|runs))/;

function expectUnits(text: string): void {
  for (const found of text.matchAll(/[−+<>]?\d[\d,.]*\d|\d/g)) {
    const [before, after] = [text.slice(0, found.index), text.slice(found.index + found[0].length)];
    expect(WITH_UNIT.test(before) || WITH_UNIT.test(after), `${found[0]} in: ${text}`).toBe(true);
  }
}

let reports: readonly Report[];
let sepsis: Report;

beforeAll(async () => {
  reports = [await sepsisReport(), await tinyReport(), await plainReport()];
  sepsis = reports[0];
});

describe('reasons in words', () => {
  const noun = { one: 'patient', many: 'patients' };

  it.each(FIGURES)('of %s have the number that was judged, with its unit', (figure) => {
    for (const level of ['do not rely on it', 'weak'] as const) {
      const text = reasonWords(reason(figure, { level }), noun);
      expectUnits(text);
      if (!(figure === 'states' && level === 'weak')) expect(text).toMatch(/0?\.43|43\u00a0%|0\.4 of equal/);
    }
  });

  it('never say that p is 0', () => {
    expect(reasonWords(reason('states', { value: 0 }), noun)).toContain('(adjusted p below 0.001)');
  });

  it('call an action of a doctor a treatment, and else an action', () => {
    const text = (one: string): string => reasonWords(reason('fragility'), { one, many: 'all' });
    expect([text('patient').includes('each treatment'), text('run').includes('each action')]).toEqual([true, true]);
  });
});

describe('the answer', () => {
  const said = (policy: Partial<PolicyReport>, report = sepsis): readonly Piece[] =>
    answerWords(report, { ...report.policies[0], ...policy });
  const verdict = (more: Partial<PolicyReport['verdicts'][number]>): PolicyReport['verdicts'] => [
    { about: 'dm, cf', kind: 'model', level: 'do not rely on it', reasons: [], remarks: [], ...more },
  ];
  /** Without a truth, whose place in the answer is beside the reason. */
  const untold = (verdicts: PolicyReport['verdicts']): string => {
    const { truth: left, ...rest } = sepsis.policies[0];
    expect(left).toBeDefined();
    return plain(answerWords(sepsis, { ...rest, verdicts }));
  };

  it('has two or three sentences, and no number without a unit, of any log', () => {
    for (const report of reports)
      for (const policy of report.policies) {
        const text = plain(answerWords(report, policy));
        expectUnits(text);
        expect(text.match(/[.?](?= |$)/g)!.length, text).toBeLessThanOrEqual(3);
      }
  });

  it('tells what would have been and the truth apart, by ends where there are any', () => {
    const { truth, counterfactuals } = sepsis.policies[0];
    const { outcomeTable } = counterfactuals[0].summary;
    const [dead, discharged] = [1, 2].map((o) => outcomeTable[o] + outcomeTable[3 + o] + outcomeTable[6 + o]);
    const [died, wasDischarged] = [1, 2].map((o) => outcomeTable.subarray(3 * o, 3 * o + 3).reduce((a, b) => a + b, 0));
    const told = (good: number, bad: number): string =>
      sharesText([good, bad].map((of, i) => ({ share: sepsis.words.outcomes[2 - i].share, of })));
    const of = (is: string): readonly string[] =>
      said({}).flatMap((piece) => (typeof piece !== 'string' && piece.is === is ? [piece.text] : []));
    expect(of('cf')).toEqual([told(discharged, dead)]);
    expect(of('strong')[0]).toEqual(told(wasDischarged, died));
    expect(plain(said({}))).toContain(`${told(discharged, dead)}, against ${told(wasDischarged, died)} as logged.`);
    expect(of('truth')).toEqual([
      sharesText([2, 1].map((o) => ({ share: sepsis.words.outcomes[o].share, of: truth!.outcomes[o] }))),
    ]);
  });

  it('is in returns where runs have no ends', () => {
    const report = reports[2];
    const { counterfactual, observed } = report.policies[0].counterfactuals[0].summary;
    const told = [counterfactual.mean, observed.mean].map((mean) => mean.toFixed(2).replace('-', '−'));
    expect(plain(answerWords(report, report.policies[0]))).toContain(
      `a return of ${told[0]}, against a return of ${told[1]} as logged.`,
    );
  });

  it('says what the model says: better, worse, or neither', () => {
    const [first, ...rest] = sepsis.policies[0].counterfactuals;
    const says = (lower: number, upper: number): string => {
      const effect = { ...first.summary.effect, lower, upper };
      return plain(said({ counterfactuals: [{ ...first, summary: { ...first.summary, effect } }, ...rest] }));
    };
    expect(says(0.1, 0.2)).toContain('says so: ');
    expect(says(-0.2, -0.1)).toContain('says no: ');
    expect(says(-0.1, 0.1)).toContain('sees no clear difference: ');
  });

  it('says the level of the library with its first reason', () => {
    expect(untold(verdict({ reasons: [reason('thinShare')] }))).toMatch(
      / Do not rely on it\. 43\u00a0% of the steps under this policy rest on at most two cases\.$/,
    );
    expect(untold(verdict({ level: 'weak', reasons: [reason('states', { level: 'weak' })] }))).toMatch(
      / Weak evidence\. Whether the recorded states hide something was not tested\.$/,
    );
    expect(untold(verdict({ level: 'holds up on this log' }))).toMatch(
      / Holds up on this log\. Nothing that was measured speaks against it\.$/,
    );
    expect(untold(verdict({ level: 'holds up on this log', remarks: ['a hidden trait would not show here'] }))).toMatch(
      / Holds up on this log\. A hidden trait would not show here\.$/,
    );
    expect(untold([])).toMatch(/ Nothing is known by which it could be judged\.$/);
  });

  it('says whether the truth is worse or better than what was observed, or about as good', () => {
    const { lower, upper } = sepsis.policies[0].counterfactuals[0].summary.observed;
    const does = (value: number): string => plain(said({ truth: { value, outcomes: [] } }));
    expect(does(lower - 1)).toContain('the policy does worse: a return of ');
    expect(does(upper + 1)).toContain('the policy does better: a return of ');
    expect(does((lower + upper) / 2)).toContain('the policy does about as well: a return of ');
  });

  it('leaves the reason that the truth is out to the truth itself', () => {
    const text = plain(said({ verdicts: verdict({ reasons: [reason('truth'), reason('thinShare')] }) }));
    expect(text).toContain('43\u00a0% of the steps under this policy rest on at most two cases, and in the simulator');
    expect(text).not.toContain('lies outside');
  });
});

describe('what is asked, and of what', () => {
  it('counts', () => {
    const n = sepsis.log.action.length;
    expect(kickerWords(sepsis)).toBe(`log.csv, 60 patients, ${n} decisions`);
    expect(questionWords(sepsis)[1]).toBe(' have treated these patients better?');
    expect(questionWords(reports[2])[1]).toBe(' have done better in these runs?');
  });
});

describe('ends', () => {
  it('sum to one, either way', () => {
    const { were, would } = endsOf(sepsis, sepsis.policies[0]);
    for (const ends of [were, would])
      expect(ends.reduce((sum, { of }) => sum + of, 0)).toBeAllClose(1, { rtol: 1e-12, atol: 0 });
  });

  it('tell by the good ones and the bad ones, three in all, else not at all', () => {
    const outcomes = (...tones: readonly ('good' | 'bad' | 'going' | 'other')[]) =>
      tones.map((tone) => ({ was: '', share: '', tone }));
    expect(tellingEnds(outcomes('going', 'bad', 'good'))).toEqual([2, 1]);
    expect(tellingEnds(outcomes('going', 'bad', 'other', 'bad'))).toEqual([1, 3]);
    expect(tellingEnds(outcomes('going', 'bad', 'good', 'good', 'good', 'bad'))).toEqual([2, 3, 1]);
    expect(tellingEnds(outcomes('going', 'other'))).toEqual([]);
  });
});

describe('verdicts', () => {
  it('are found by the estimator, and the model speaks first', () => {
    const [policy] = sepsis.policies;
    expect(verdictOn('cf', policy)!.about.split(', ')).toContain('cf');
    expect(verdictOn('is', policy)!.kind).toBe('weights');
    expect(verdictOn('nothing', policy)).toBeUndefined();
    expect(mainVerdict(policy)!.kind).toBe('model');
    expect(mainVerdict({ verdicts: policy.verdicts.filter(({ kind }) => kind === 'weights') })!.kind).toBe('weights');
  });
});
