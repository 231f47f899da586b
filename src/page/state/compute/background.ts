import { type ReadonlySignal, computed, effect, signal } from '@preact/signals';
import { assumptions } from '../../../mechanisms/bounds/registry.js';
import type { CompleteMechanism } from '../../../mechanisms/mechanism.js';
import type { Report } from '../../../report/report.js';
import type { Supposed } from '../view.js';
import { supposedKey } from './courses.js';
import { type Later, oneByOne } from './later.js';
import { type OneDecision, oneDecision } from './oneDecision.js';
import { type PlanBounds, planBounds, reportedBounds } from './planBounds.js';
import { recent } from './recent.js';

/** What takes too long to be computed at once, and comes when there is time. */
export interface Background {
  /** Of the whole plan, by assumption, the weakest first; undefined for those that are still to come. */
  readonly bounds: ReadonlySignal<readonly AssumedBounds[]>;
  /** Undefined while it is still to come. */
  readonly decision: ReadonlySignal<OneDecision | undefined>;
  /** Begins to compute, and does so anew at every change; returns what ends it. */
  readonly start: (when: Later) => () => void;
}

export interface AssumedBounds {
  readonly assumption: string;
  readonly bounds: PlanBounds | undefined;
}

/** Results that are kept for coming back to; each is a few numbers. */
const MOST = 1000;

/** @param first the decision of what is supposed at the beginning, where it is known */
export function background(
  report: Report,
  mechanisms: ReadonlyMap<number, CompleteMechanism>,
  supposed: ReadonlySignal<Supposed>,
  first?: OneDecision,
): Background {
  const [bounds, decisions] = [recent<PlanBounds>(MOST), recent<OneDecision>(MOST)];
  if (first) decisions.set(decisionKey(supposed.peek()), first);
  /** Counts what was found, so that it is looked up anew. */
  const found = signal(0);
  const follow = (): number => found.value;
  const boundsOf = (assumption: string, now: Supposed): PlanBounds | undefined =>
    reportedBounds(report, assumption, now) ?? bounds.get(boundsKey(assumption, now));
  return {
    bounds: computed(() => {
      follow();
      return assumptions.map(({ name }) => ({ assumption: name, bounds: boundsOf(name, supposed.value) }));
    }),
    decision: computed(() => {
      follow();
      return decisions.get(decisionKey(supposed.value));
    }),
    start: (when) =>
      effect(() => {
        const now = supposed.value;
        const tasks: (() => void)[] = [];
        if (!decisions.get(decisionKey(now)))
          tasks.push(() => decisions.set(decisionKey(now), oneDecision(report, mechanisms.get(now.mechanism)!, now)));
        for (const { name } of assumptions)
          if (!boundsOf(name, now)) tasks.push(() => bounds.set(boundsKey(name, now), planBounds(report, name, now)));
        const announced = tasks.map((task) => () => {
          task();
          found.value = found.peek() + 1;
        });
        return oneByOne(announced, when);
      }),
  };
}

/** Bounds hold whatever the mechanism. */
function boundsKey(assumption: string, supposed: Supposed): string {
  return `${assumption} ${supposedKey({ ...supposed, mechanism: 0 })}`;
}

/** Whatever the plan. */
function decisionKey(supposed: Supposed): string {
  return supposedKey({ ...supposed, takeOver: 0, edits: {} });
}
