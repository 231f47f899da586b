import { describe, expect, it } from 'vitest';
import { explainLog } from '../../../src/counterfactual/explain/explainLog.js';
import { whatIf } from '../../../src/counterfactual/explain/whatIf.js';
import { findAssumption } from '../../../src/mechanisms/bounds/registry.js';
import { contentsOf } from '../../../src/page/contentsOf.js';
import { oneDecision } from '../../../src/page/state/compute/oneDecision.js';
import { planBounds, reportedBounds } from '../../../src/page/state/compute/planBounds.js';
import type { Mdp } from '../../../src/mdp/mdp.js';
import type { Policy } from '../../../src/mdp/policy.js';
import type { PageContents } from '../../../src/page/state/pageContext.js';
import { neighbour, patientOrder } from '../../../src/page/state/patientOrder.js';
import { plainReport, sepsisReport } from '../../support/report/reports.js';

const NOW = (task: () => void): (() => void) => {
  task();
  return () => undefined;
};

function plan(contents: PageContents, to: object): void {
  contents.state.change((draft) => Object.assign(draft, to));
}

describe('live', async () => {
  const report = await sepsisReport();
  const { log, mdp, about, policies, mechanisms } = report;
  const { horizon, discount } = about;

  it('begins with the first patient of the list, without a plan', async () => {
    const { state, live } = await contentsOf(report);
    expect(state.view.peek()).toMatchObject({ patient: live.order.peek()[0], takeOver: 0, edits: {}, step: 0 });
    const { effect } = policies[0].counterfactuals[0].evaluation;
    expect(effect[state.view.peek().patient]).toBeAllClose(Math.max(...effect), { rtol: 0, atol: 1e-12 });
  });

  it('has the course that whatIf has, of every mechanism and either policy', async () => {
    const contents = await contentsOf(report);
    for (const [mechanism] of mechanisms.entries())
      for (const policy of [0, 1]) {
        plan(contents, { patient: 4, mechanism, policy, takeOver: 2, edits: { 1: 3 } });
        const one = {
          trajectories: log,
          mdp,
          policy: policies[policy].policy,
          mechanism: contents.live.mechanisms.get(mechanism)!,
        };
        const { marginals } = whatIf(one, 4, { takeOver: 2, actions: new Map([[1, 3]]) }, { horizon, discount });
        expect(contents.live.course.value.marginals).toEqual(marginals);
      }
  });

  it('computes no course anew where one only looks', async () => {
    const { state, live } = await contentsOf(report);
    const course = live.course.value;
    state.look((draft) => Object.assign(draft, { step: 3, sort: 'name', page: 1 }));
    expect(live.course.value).toBe(course);
  });

  it('has bounds that hold the value under every mechanism, and those of the report where nothing is changed', async () => {
    const contents = await contentsOf(report);
    contents.live.start(NOW);
    for (const to of [{}, { takeOver: 3 }, { takeOver: 6, edits: { 2: 5, 18: 1 } }]) {
      plan(contents, { takeOver: 0, edits: {}, ...to });
      for (const [mechanism] of mechanisms.entries()) {
        plan(contents, { mechanism });
        const { expectedReturn } = contents.live.course.value;
        const [none] = contents.live.bounds.value;
        const { lower, upper } = none.bounds as { lower: number; upper: number };
        expect(lower).toBeLessThan(expectedReturn + 1e-9);
        expect(upper).toBeGreaterThan(expectedReturn - 1e-9);
      }
    }
    const bare = { policy: 0, patient: 7, mechanism: 0, takeOver: 0, edits: {} };
    for (const { assumption } of policies[0].bounds) {
      const [told, computed] = [reportedBounds(report, assumption, bare), planBounds(report, assumption, bare)] as {
        lower: number;
        upper: number;
      }[];
      expect([computed.lower, computed.upper]).toBeAllClose([told.lower, told.upper]);
    }
  });

  it('has the one decision that explain finds, of every patient', () => {
    const mechanism = 0;
    return contentsOf(report).then(({ live }) => {
      const made = live.mechanisms.get(mechanism)!;
      const options = { changes: 1, after: policies[0].policy as Policy, horizon, discount };
      const all = explainLog(log, mdp, made, { ...options, assumptions: [findAssumption('none')] });
      let [changes, mayHarm] = [0, 0];
      for (let patient = 0; patient < log.nEpisodes; patient++) {
        const found = oneDecision(report, made, { policy: 0, patient });
        const change = all.change[patient];
        expect(found.kind).toBe(change ? 'change' : 'none');
        if (found.kind !== 'change' || !change) continue;
        changes++;
        mayHarm += Number(found.leastGain === undefined || found.leastGain < 0);
        expect(found.change).toEqual(change);
        const asWas = all.value[2 * patient];
        expect([found.gain, found.leastGain ?? -Infinity, found.chance]).toBeAllClose([
          all.changedValue[patient] - asWas,
          all.guaranteed[0].valueOfBest[patient] - asWas,
          all.chance[patient],
        ]);
        const length = log.episodeStart[patient + 1] - log.episodeStart[patient];
        const actions = new Map([[change.step, change.action]]);
        const one = { trajectories: log, mdp, policy: policies[0].policy, mechanism: made };
        const { expectedReturn } = whatIf(one, patient, { takeOver: length, actions }, { horizon, discount });
        expect(expectedReturn).toBeAllClose(all.changedValue[patient], { rtol: 0, atol: 1e-9 });
      }
      expect(changes).toBeGreaterThan(10);
      // What is best under the mechanism is not always certain to be better.
      expect(mayHarm).toBeGreaterThan(0);
    });
  });

  it('knows the one decision that it is given from the start, and finds others', async () => {
    const made = await contentsOf(report);
    made.live.start(NOW);
    const first = made.live.decision.peek()!;
    const read = await contentsOf(report, JSON.parse(JSON.stringify(first)) as typeof first);
    expect(read.live.decision.peek()).toEqual(first);
    const other = read.live.order.peek()[1];
    for (const contents of [made, read]) plan(contents, { patient: other });
    expect(read.live.decision.peek()).toBeUndefined();
    read.live.start(NOW);
    expect(read.live.decision.peek()).toEqual(made.live.decision.peek());
  });

  it('comes to what takes long in its time, and finds it again after an undo', async () => {
    const contents = await contentsOf(report);
    expect(contents.live.decision.value).toBeUndefined();
    let waiting: (() => void) | undefined;
    contents.live.start((task) => {
      waiting = task;
      return () => {
        waiting = undefined;
      };
    });
    const finish = (): void => {
      while (waiting) {
        const task = waiting;
        waiting = undefined;
        task();
      }
    };
    plan(contents, { takeOver: 2 });
    expect(contents.live.bounds.value.every(({ bounds }) => bounds === undefined)).toBe(true);
    finish();
    expect(contents.live.bounds.value.every(({ bounds }) => bounds !== undefined)).toBe(true);
    expect(contents.live.decision.value).toBeDefined();
    plan(contents, { takeOver: 3 });
    contents.state.undo();
    expect(waiting).toBeUndefined();
    expect(contents.live.bounds.value.every(({ bounds }) => bounds !== undefined)).toBe(true);
  });

  it('looks at a step in the likeliest state of the run, that which was seen where all is as it was', async () => {
    const { live, state } = await contentsOf(report);
    plan({ report, live, state } as PageContents, { patient: 2, takeOver: log.episodeStart[3] - log.episodeStart[2] });
    const i = log.episodeStart[2];
    const { seen, here, going } = live.moment.value!;
    expect(seen).toEqual({ state: log.state[i], action: log.action[i] });
    expect(here).toMatchObject({ state: log.state[i], action: log.action[i], by: 'log', actionShare: 1 });
    expect([going, here!.share]).toBeAllClose([1, 1]);
    expect(Array.from(here!.next.state).filter((_, k) => here!.next.chance[k] > 0)).toEqual([log.nextState[i]]);
    state.look((draft) => {
      draft.step = horizon;
    });
    expect(live.moment.value).toBeUndefined();
  });

  it('names a state in which an action is not possible, and refuses a plan that takes it', async () => {
    const patient = 2;
    const start = log.state[log.episodeStart[patient]];
    const never = [...mdp.visits!.subarray(start * 8, start * 8 + 8)].indexOf(0);
    const contents = await contentsOf({ ...report, mdp: without(mdp, start * 8 + never) });
    plan(contents, { patient });
    const { impossibleIn } = contents.live.moment.value!.here!;
    expect(impossibleIn[never]).toBe(start);
    expect(impossibleIn.filter((state) => state !== undefined)).toHaveLength(1);
    plan(contents, { edits: { 0: never } });
    expect(contents.state.view.peek().edits).toEqual({});
    expect(contents.state.notice.peek()).toMatch(/^This plan cannot be carried out: /);
  });

  it('works with a log of numbers alone', async () => {
    const contents = await contentsOf(await plainReport());
    contents.live.start(NOW);
    plan(contents, { takeOver: 2, edits: { 1: 1 } });
    expect(contents.live.decision.value).toBeDefined();
    expect(contents.live.moment.value!.here).toBeDefined();
  });
});

/** The model without a row, as where an action is not possible in a state. */
function without(mdp: Mdp, row: number): Mdp {
  const [first, end] = [mdp.rowStart[row], mdp.rowStart[row + 1]];
  const rest = <Column extends Uint32Array | Float64Array>(column: Column): Column =>
    column.filter((_, k) => k < first || k >= end) as Column;
  return {
    ...mdp,
    rowStart: mdp.rowStart.map((start, r) => (r > row ? start - (end - first) : start)),
    ...{ nextState: rest(mdp.nextState), probability: rest(mdp.probability), reward: rest(mdp.reward) },
  };
}

describe('neighbour', async () => {
  const report = await sepsisReport();
  const order = patientOrder(report, { policy: 0, mechanism: 0, sort: 'gain', filter: 'all' });

  it('goes through the list from end to end, and begins with its first for one who is not in it', () => {
    expect(neighbour(order, order[3], 1)).toBe(order[4]);
    expect(neighbour(order, order[3], -1)).toBe(order[2]);
    expect(neighbour(order, order[0], -1)).toBeUndefined();
    expect(neighbour(order, order.at(-1)!, 1)).toBeUndefined();
    expect(neighbour(order.subarray(1), order[0], 1)).toBe(order[1]);
  });
});
