import { describe, expect, it } from 'vitest';
import { contentsOf } from '../../../src/page/contentsOf.js';
import { place } from '../../../src/page/patients/EffectInterval.js';
import { Pager } from '../../../src/page/patients/Pager.js';
import { Patients } from '../../../src/page/patients/Patients.js';
import { effectDomain } from '../../../src/page/patients/effectDomain.js';
import type { PageContents } from '../../../src/page/state/pageContext.js';
import { patientOrder } from '../../../src/page/state/patientOrder.js';
import type { Report } from '../../../src/report/report.js';
import { plainReport, sepsisReport } from '../../support/report/reports.js';
import { buttonsOf, rendered } from '../rendered.js';

/** Names in the list, from the top. */
function names(contents: PageContents): readonly string[] {
  return [...rendered(contents, <Patients />).matchAll(/<a href="[^"]*" title="([^"]*)"/g)].map(([, name]) => name);
}

describe('Patients', () => {
  it('has eight rows of the order, and others on the next page, with the place in words', async () => {
    const report = await sepsisReport();
    const contents = await contentsOf(report);
    const order = patientOrder(report, contents.state.view.value);
    expect(names(contents)).toEqual(Array.from(order.subarray(0, 8), String));
    contents.state.look((draft) => {
      draft.page = 7;
    });
    expect(names(contents)).toEqual(Array.from(order.subarray(56, 60), String));
    expect(rendered(contents, <Patients />)).toContain('57–60 of 60');
  });

  it('stays within the list where its page is beyond', async () => {
    const contents = await contentsOf(await sepsisReport());
    contents.state.look((draft) => {
      draft.page = 99;
    });
    expect(names(contents)).toHaveLength(4);
  });

  it('shows those of one outcome alone, and says where there is none', async () => {
    const report = await sepsisReport();
    const contents = await contentsOf(report);
    contents.state.look((draft) => {
      draft.filter = 1;
    });
    const { observedOutcome } = report.policies[0].counterfactuals[0].evaluation;
    expect(names(contents).every((name) => observedOutcome[Number(name)] === 1)).toBe(true);
    const none = {
      ...report,
      words: { ...report.words, outcomes: [...report.words.outcomes, report.words.outcomes[1]] },
    };
    const empty = await contentsOf(none);
    empty.state.look((draft) => {
      draft.filter = 3;
    });
    expect(rendered(empty, <Patients />)).toContain('None of the patients of this log ended so.');
  });

  it('links to patients with the mechanism that is looked at, and marks the one that is shown', async () => {
    const contents = await contentsOf(await sepsisReport());
    contents.state.change((draft) => {
      draft.mechanism = 1;
    });
    const html = rendered(contents, <Patients />);
    expect(html).toMatch(/<a href="#patient-\d+\?by=inverse-cdf"/);
    expect(html.match(/aria-current="true"/g)).toHaveLength(1);
    expect(html).toContain('<th scope="col"');
    expect(html).not.toMatch(/NaN| style="/);
  });

  it('names no outcome to choose where there is one', async () => {
    expect(rendered(await contentsOf(await plainReport()), <Patients />)).not.toContain('Show ');
  });
});

describe('Pager', () => {
  it('turns to the first page, the one before, the next and the last, where there are such', async () => {
    const contents = await contentsOf(await sepsisReport());
    const turnsTo = (page: number): unknown[] =>
      buttonsOf(contents, <Pager first={8 * page} rows={8} of={20} />).map(({ disabled, onClick }) => {
        if (disabled) return undefined;
        onClick();
        return contents.state.view.peek().page;
      });
    expect([0, 1, 2].map(turnsTo)).toEqual([
      [undefined, undefined, 1, 2],
      [0, 0, 2, 2],
      [0, 1, undefined, undefined],
    ]);
  });
});

describe('patientOrder', () => {
  const report = {
    log: { nEpisodes: 4, episodeId: ['p10', 'p9', 'p1', 'p2'] },
    policies: [
      {
        bounds: [{ lower: Float64Array.of(0, 0, 0, 0), upper: Float64Array.of(1, 3, 2, 3) }],
        counterfactuals: [
          {
            evaluation: { effect: Float64Array.of(0.3, 1, 0.1 + 0.2, -1), observedOutcome: Uint8Array.of(0, 1, 1, 0) },
          },
        ],
      },
    ],
  } as unknown as Report;
  const listed = { policy: 0, mechanism: 0, filter: 'all' } as const;

  it.each([
    ['gain', [1, 0, 2, 3]],
    ['loss', [3, 0, 2, 1]],
    ['width', [1, 3, 2, 0]],
    ['name', [2, 3, 1, 0]],
  ] as const)('sorts by %s by hand, equal ones as in the log', (sort, order) => {
    expect(Array.from(patientOrder(report, { ...listed, sort }))).toEqual(order);
  });

  it('keeps those of an outcome', () => {
    expect(Array.from(patientOrder(report, { ...listed, sort: 'gain', filter: 1 }))).toEqual([1, 2]);
  });
});

describe('the interval of a row', () => {
  it('has a domain of all effects, bounds and zero', () => {
    const evaluation = { effect: Float64Array.of(0.5, -0.5), observedReturn: Float64Array.of(1, 0) };
    expect(effectDomain(evaluation, { lower: Float64Array.of(1, -1), upper: Float64Array.of(3, 0) })).toEqual([-1, 2]);
    const none = { effect: Float64Array.of(0), observedReturn: Float64Array.of(1) };
    expect(effectDomain(none, { lower: Float64Array.of(1), upper: Float64Array.of(1) })).toEqual([-1, 1]);
  });

  it('places values in percent, with room for half a dot', () => {
    expect([place(-1, [-1, 1]), place(0, [-1, 1]), place(1, [-1, 1])]).toEqual(['7.00%', '50.00%', '93.00%']);
  });
});
