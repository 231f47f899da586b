import { render } from 'preact-render-to-string';
import { describe, expect, it } from 'vitest';
import { Answer } from '../../../src/page/answer/Answer.js';
import { factsOf } from '../../../src/page/answer/factsOf.js';
import { Made } from '../../../src/page/made/Made.js';
import { learnedNote } from '../../../src/page/made/learnedNote.js';
import { contentsOf } from '../../../src/page/contentsOf.js';
import { PageContext } from '../../../src/page/state/pageContext.js';
import type { PolicyReport, Report } from '../../../src/report/report.js';
import { plainReport, sepsisReport, tinyReport } from '../../support/report/reports.js';

const text = (html: string): string => html.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ');

async function shown(report: Report, policy = 0): Promise<string> {
  const contents = await contentsOf(report);
  contents.state.change((draft) => {
    draft.policy = policy;
  });
  return render(
    <PageContext.Provider value={contents}>
      <Answer />
      <Made />
    </PageContext.Provider>,
  );
}

describe('the first screen', () => {
  it.each([
    ['with a simulator, and two policies', sepsisReport],
    ['of three patients', tinyReport],
    ['of numbers alone', plainReport],
  ])('is there of a log %s', async (_, made) => {
    const html = await shown(await made());
    expect(html.match(/<h1>/g)).toHaveLength(1);
    expect(html.match(/class="fact-row /g)).toHaveLength(4);
    expect(text(html)).not.toMatch(/NaN|undefined|null|\[object|Infinity/);
    expect(html).not.toContain('style=');
  });

  it('is about the policy that is chosen, of those that stand side by side', async () => {
    const report = await sepsisReport();
    const html = await shown(report, 1);
    expect(html).toContain('<h1>Would <span class="cf">pessimistic.json</span>');
    const cards = [...html.matchAll(/class="policy-card" aria-pressed="(\w+)"/g)].map(([, pressed]) => pressed);
    expect(cards).toEqual(['false', 'true']);
    expect(await shown(await plainReport())).not.toContain('policy-card');
  });

  it('says how it was made: command, hashes, thresholds, every reason of the library', async () => {
    const report = await sepsisReport();
    const html = await shown(report);
    expect(html).toContain('couplet report log.csv');
    expect(html).toContain('ab'.repeat(32));
    expect(text(html)).toContain('over 25 % over 10 %');
    expect(html).toContain('<dt>Discount</dt><dd>0.99 a step</dd>');
    const about = { ...report.about, discount: 1 };
    expect(await shown({ ...report, about })).toContain('<dt>Discount</dt><dd>none</dd>');
    for (const { reasons, remarks } of report.policies[0].verdicts)
      for (const said of [...reasons.map((reason) => reason.text), ...remarks])
        expect(html).toContain(`<li>${said.replaceAll(' %', '\u00a0%').replaceAll(' -0', ' −0')}</li>`);
  });
});

describe('what the answer rests on', () => {
  const change = async (more: Partial<PolicyReport>): Promise<[Report, PolicyReport]> => {
    const report = await sepsisReport();
    return [report, { ...report.policies[0], ...more }];
  };

  it('has the level of the library’s own reasons, and none of its own', async () => {
    const verdict = (kind: 'model' | 'weights', figure: 'thinShare' | 'effectiveSize') => ({
      ...{ about: kind, kind, level: 'weak' as const, remarks: [] },
      reasons: [{ figure, level: 'weak' as const, value: 1, threshold: 2, text: '' }],
    });
    const levels = async (verdicts: PolicyReport['verdicts']) =>
      factsOf(...(await change({ verdicts }))).map(({ level }) => level);
    expect(await levels([])).toEqual([undefined, undefined, undefined, undefined]);
    expect(await levels([verdict('model', 'thinShare')])).toEqual([undefined, 'weak', undefined, undefined]);
    expect(
      await levels([verdict('weights', 'effectiveSize'), { ...verdict('model', 'thinShare'), reasons: [] }]),
    ).toEqual(['weak', 'holds up on this log', undefined, undefined]);
  });

  it('says that an exact model rests on no cases, and of one mechanism that no spread is known', async () => {
    const [report, policy] = await change({});
    const { thinShare: left, ...exact } = policy;
    expect(left).toBeDefined();
    const facts = factsOf({ ...report, mechanisms: report.mechanisms.slice(0, 1) }, exact);
    expect(facts[1].number).toBe('none');
    expect([facts[2].number, facts[2].note]).toEqual(['not known', 'only gumbel-max was asked for']);
  });

  it('says whether the answer turns on the mechanism', async () => {
    const [report, policy] = await change({});
    const bounded = (meanLower: number, meanUpper: number) =>
      factsOf(report, { ...policy, bounds: [{ ...policy.bounds[0], meanLower, meanUpper }] })[3];
    expect([bounded(-2, 2).turns, bounded(2, 3).turns, bounded(-3, -2).turns]).toEqual([true, false, false]);
    expect(bounded(2, 3).note).toContain('all above what was observed');
    expect(bounded(-3, -2).note).toContain('all below what was observed');
    const effects = (...means: readonly number[]) =>
      factsOf(report, {
        ...policy,
        counterfactuals: policy.counterfactuals.map((each, m) => ({
          ...each,
          summary: { ...each.summary, effect: { ...each.summary.effect, mean: means[m] } },
        })),
      })[2];
    expect([effects(0.1, 0.2, 0.3, 0.4).turns, effects(0.1, -0.2, 0, 0).turns]).toEqual([false, true]);
    expect([effects(0.1, 0.1, 0.1, 0.1001).number, effects(0, 0.25, 0, 0).number]).toEqual(['<0.001', '0.25']);
  });

  it('says that the log was used twice, where it was', async () => {
    const [, policy] = await change({});
    const note = (model: boolean, learned: boolean): string | undefined =>
      learnedNote({ ...policy, learnedFromThisLog: { model, policy: learned } });
    expect(note(true, true)).toContain('Model and target.json were both learned');
    expect(note(false, true)).toContain('target.json was learned from this very log');
    expect([note(true, false), note(false, false)]).toEqual([undefined, undefined]);
  });
});
