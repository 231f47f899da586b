import { render } from 'preact-render-to-string';
import { beforeAll, describe, expect, it } from 'vitest';
import { WorthFigure } from '../../../src/page/answer/WorthFigure.js';
import { domainTicks, returnDomain } from '../../../src/page/answer/returnDomain.js';
import { worthLayout } from '../../../src/page/answer/worthLayout.js';
import { type WorthGroup, worthGroups } from '../../../src/page/answer/worthRows.js';
import { worthNotes, worthTable, worthText } from '../../../src/page/answer/worthWords.js';
import type { PolicyReport, Report } from '../../../src/report/report.js';
import { plainReport, sepsisReport, tinyReport } from '../../support/report/reports.js';

let sepsis: Report;

beforeAll(async () => {
  sepsis = await sepsisReport();
});

/** Three rows with numbers that are easily placed. */
function three(): PolicyReport {
  const [policy] = sepsis.policies;
  const { truth: untold, ...rest } = policy;
  expect(untold).toBeDefined();
  const outside = { lower: 0, upper: 0.5, warnings: ['it does not hold the estimate'] };
  return {
    ...rest,
    bounds: [{ ...policy.bounds[0], meanLower: 0, meanUpper: 1 }],
    estimates: [
      { estimator: 'wis', value: 0.5, interval: { lower: -0.5, upper: 1 } },
      { estimator: 'dm', value: 0.75, interval: outside },
      { estimator: 'cf', value: -0.25, note: 'cf: it has none' },
      { estimator: 'pdis', value: 0.125 },
    ],
  };
}

describe('the figure of every method', () => {
  const domain = { from: -1, to: 1, ends: [] };
  const numbers = (html: string, pattern: RegExp): readonly (readonly number[])[] =>
    [...html.matchAll(pattern)].map(([, ...found]) => found.map(Number));

  it.each([
    [0.9, '90\u00a0% interval'],
    [0.975, '97.5\u00a0% interval'],
    [0.999, '99.9\u00a0% interval'],
  ])('names the level %s as it was asked for', (level, text) => {
    const report = { ...sepsis, about: { ...sepsis.about, level } };
    expect(render(<WorthFigure report={report} policy={three()} domain={domain} />)).toContain(`the ${text}`);
  });

  it('has three rows where a hand would draw them', () => {
    // 700 px: the axis runs from 236 to 568, 166 a unit, its 0 at 402. Labels take 34, titles 25, rows 27, gaps 9.
    const html = render(<WorthFigure report={sepsis} policy={three()} domain={domain} />);
    const lines = numbers(html, /<line class="interval[^"]*" x1="([\d.]+)" x2="([\d.]+)" y1="([\d.]+)"/g);
    expect(lines).toEqual([
      [319, 568, 34 + 4 + 25 + 13.5],
      [402, 485, 34 + 4 + 25 + 27 + 9 + 25 + 13.5],
    ]);
    const points = numbers(html, /<circle class="point[^"]*" cx="([\d.]+)" cy="([\d.]+)"/g);
    expect(points).toEqual([
      [485, 76.5],
      [526.5, 137.5],
      [360.5, 164.5],
    ]);
    expect(html).toContain('<rect class="band" x="402" y="156.5" width="166" height="16" rx="3">');
    expect(html).toContain('<circle class="point cf hollow" cx="360.5"');
  });

  it('puts labels above their rows on a phone, and then a row takes 40 px', () => {
    const { isNarrow, left, right, groups } = worthLayout(worthGroups(three()), 358, 34);
    expect([isNarrow, left, right]).toEqual([true, 8, 350]);
    // A title takes 26, a row's line is 26 below its top.
    expect(groups.map(({ rows }) => rows)).toEqual([[34 + 4 + 26 + 26], [34 + 4 + 26 + 40 + 12 + 26 + 26, 208]]);
  });

  it('names every value in words, and every estimate in the table', async () => {
    for (const report of [sepsis, await tinyReport(), await plainReport()])
      for (const policy of report.policies) {
        const html = render(<WorthFigure report={report} policy={policy} domain={returnDomain(report)} />);
        const words = /<desc[^>]*>([^<]*)/.exec(html)![1];
        for (const row of worthGroups(policy).flatMap(({ rows }) => rows))
          expect(words).toContain(`${row.label} ${worthText(row)}`);
        const { estimates } = policy;
        expect(worthTable(policy).rows.map(([name]) => name)).toEqual(estimates.map(({ estimator }) => estimator));
      }
  });

  it('puts each method under the verdict that the library has on it', () => {
    const [policy] = sepsis.policies;
    for (const { level, rows } of worthGroups(policy))
      for (const { estimator, value } of rows) {
        if (value === undefined) continue;
        const on = policy.verdicts.find(({ about }) => about.split(', ').includes(estimator));
        expect([estimator, level]).toEqual([estimator, on?.level]);
      }
  });
});

describe('words of estimates', () => {
  it('have their interval, and a mark where it does not hold them', () => {
    expect(worthText({ estimator: 'dm' })).toBe('none');
    expect(worthText({ estimator: 'dm', value: -0.251 })).toBe('−0.25');
    const interval = { lower: 0, upper: 0.5 };
    expect(worthText({ estimator: 'dm', value: 0.75, interval, isOutside: true })).toBe('0.75 [0.00, 0.50]†');
  });

  it('say what is odd in the library’s words, once for all that it is about', () => {
    expect(worthNotes(worthGroups(three()))).toEqual([
      { text: '† it does not hold the estimate', of: 'Direct method' },
      { text: 'it has none', of: 'Counterfactual' },
    ]);
    const rows = ['is', 'wis'].map((estimator) => ({
      ...{ estimator, label: estimator, isOutside: false, note: `${estimator}: none agrees` },
    }));
    const group: WorthGroup = { title: '', about: '', rows };
    expect(worthNotes([group])).toEqual([{ text: 'none agrees', of: 'is, wis' }]);
  });
});

describe('the axis of returns', () => {
  it('runs over what ends pay, and names them', () => {
    const { ends, ...range } = returnDomain(sepsis);
    const { outcomes } = sepsis.words;
    expect(ends).toEqual([
      { value: -1, label: `all ${outcomes[1].share}` },
      { value: 1, label: `all ${outcomes[2].share}` },
    ]);
    expect([range.from <= -1, range.to >= 1]).toEqual([true, true]);
    expect(domainTicks({ ...range, ends }, 700)).toEqual([-1, -0.5, 0, 0.5, 1]);
    expect(domainTicks({ ...range, ends }, 288)).toEqual([-1, 0, 1]);
  });

  it('goes by what is drawn where that is little of what is possible', () => {
    const narrow = (value: number): PolicyReport => {
      const policy = three();
      const [first] = policy.counterfactuals;
      const mean = { ...first.summary.observed, mean: value };
      return {
        ...policy,
        counterfactuals: [{ ...first, summary: { ...first.summary, observed: mean } }],
        bounds: [{ ...policy.bounds[0], meanLower: 0.2, meanUpper: 0.3 }],
        estimates: [{ estimator: 'cf', value: 0.25 }],
      };
    };
    const { from, to, ends } = returnDomain({ ...sepsis, policies: [narrow(0.25)] });
    expect([from, to]).toBeAllClose([0.192, 0.308], { rtol: 1e-12, atol: 0 });
    expect(ends).toEqual([]);
  });

  it('lets no estimate take more than a little of it beyond what is possible', () => {
    const wild: PolicyReport = { ...three(), estimates: [{ estimator: 'is', value: 40 }] };
    expect(returnDomain({ ...sepsis, policies: [wild] }).to).toBeAllClose(1.12, { rtol: 1e-12, atol: 0 });
  });
});
