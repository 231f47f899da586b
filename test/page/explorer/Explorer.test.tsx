import { describe, expect, it } from 'vitest';
import { render } from 'preact-render-to-string';
import { h } from 'preact';
import { whatIf } from '../../../src/counterfactual/explain/whatIf.js';
import { contentsOf } from '../../../src/page/contentsOf.js';
import { Explorer } from '../../../src/page/explorer/Explorer.js';
import { nextRows } from '../../../src/page/explorer/results/nextRows.js';
import { PageContext, type PageContents } from '../../../src/page/state/pageContext.js';
import { decimal, signed } from '../../../src/report/numbers.js';
import { plainReport, sepsisReport } from '../../support/report/reports.js';

function html(contents: PageContents): string {
  return render(h(PageContext.Provider, { value: contents }, h(Explorer, {})));
}

describe('Explorer', () => {
  it('shows what whatIf finds, the plan pressed, and no style attribute', async () => {
    const report = await sepsisReport();
    const contents = await contentsOf(report);
    const { log, mdp, policies, about } = report;
    contents.live.start((task) => {
      task();
      return () => undefined;
    });
    contents.state.change((draft) => Object.assign(draft, { patient: 3, takeOver: 2, edits: { 0: 5 } }));
    const text = html(contents);
    const mechanism = contents.live.mechanisms.get(0)!;
    const one = { trajectories: log, mdp, policy: policies[0].policy, mechanism };
    const plan = { takeOver: 2, actions: new Map([[0, 5]]) };
    const { expectedReturn, returnVariance } = whatIf(one, 3, plan, {
      horizon: about.horizon,
      discount: about.discount,
    });
    const observed = policies[0].counterfactuals[0].evaluation.observedReturn[3];
    for (const number of [
      decimal(expectedReturn),
      `± ${decimal(Math.sqrt(returnVariance))}`,
      `<dt>Effect</dt><dd>${signed(expectedReturn - observed)}</dd>`,
    ])
      expect(text).toContain(number);
    const pressed = [...text.matchAll(/aria-pressed="?(true|false)/g)].map(([, is]) => Number(is === 'true'));
    expect(pressed).toEqual(mdp.actionParts!.map(({ on }) => on[5]));
    expect(text).toContain('takes over <b>at step 2</b>');
    expect(text).toContain('clear my choice');
    expect(text).not.toMatch(/ style=/);
  });

  it('has a list of actions where they have no parts', async () => {
    const contents = await contentsOf(await plainReport());
    const text = html(contents);
    expect(text).toContain('explorer-list');
    expect(text).not.toContain('aria-pressed');
    contents.state.look((draft) => {
      draft.step = 5;
    });
    expect(html(contents)).toContain('nothing is done any more');
  });
});

describe('the next states', () => {
  it('are named whole, in lines', async () => {
    const report = await sepsisReport();
    const long = 'heart rate high, oxygen low, blood pressure normal, glucose very high, and all of it told at length';
    const states = report.words.states.map((_, s) => `${long} ${s}`);
    const { variables: left, ...mdp } = report.mdp;
    expect(left).toBeDefined();
    const contents = await contentsOf({ ...report, mdp, words: { ...report.words, states } });
    const rows = html(contents).split('<g><title>').slice(1);
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) {
      const [title] = row.split('</title>');
      const lines = [...row.matchAll(/class="next-name"[^>]*>([^<]*)/g)].map(([, line]) => line);
      expect([title === 'dead' || title.startsWith(long), lines.length > 1]).toEqual([true, true]);
      expect(lines.join(' ')).toBe(title);
    }
  });
});

describe('nextRows', () => {
  it('has the likeliest six, what happened among them, and sums up the others', () => {
    const chance = Float64Array.of(0.02, 0.3, 0.2, 0.2, 0.1, 0.1, 0.05, 0.03);
    const state = Uint32Array.from(chance.keys());
    const { rows, others } = nextRows({
      ...{ state, chance, lower: chance, upper: chance, model: chance },
      observed: 0,
    });
    expect(rows.map((row) => row.state)).toEqual([1, 2, 3, 4, 5, 0]);
    expect(rows.at(-1)).toMatchObject({ happened: true, chance: 0.02 });
    expect([others.count, others.chance]).toBeAllClose([2, 0.08]);
  });
});
