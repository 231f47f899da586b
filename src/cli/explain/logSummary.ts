import type { ExplainedLog } from '../../counterfactual/explain/explainLog.js';
import type { OneChange } from '../../counterfactual/explain/explainedEpisodes.js';
import { type ExplainedSummary, summarizeExplained } from '../../counterfactual/explain/summarizeExplained.js';
import { FEW_CASES } from '../../mdp/fewCases.js';

/** What the explanations of a log come to, with the cases that the changes rest on. */
export interface LogSummary {
  readonly summary: ExplainedSummary;
  /**
   * Episodes whose changes are told: those that ended badly and would not have; all that gain by a change where none
   * ended badly, or no outcome is good.
   */
  readonly told: readonly number[];
  /** The changes of these by what was done and what instead, most frequent first. */
  readonly kinds: readonly KindOfChange[];
  /** Their steps, in order. */
  readonly steps: readonly (readonly [step: number, episodes: number])[];
  /** What the changes that save rest on, under the mechanism and then under each assumption; see `CasesBehind`. */
  readonly behind: readonly (CasesBehind | undefined)[];
  /** Share of the changed decisions with at most two cases of what is done instead: of those told, or if none are of all. */
  readonly thinChanges?: number;
}

export interface KindOfChange {
  readonly given: number;
  readonly action: number;
  readonly episodes: number;
  /** Logged cases of what is done instead in the states of these changes; absent where that is not known. */
  readonly medianCases?: number;
  readonly fewestCases?: number;
}

/** How often the log has what is done instead, in the states in which it is; undefined where that is not known. */
export interface CasesBehind {
  /** Changes of which it has more than two cases. */
  readonly wellSeen: number;
  /** Share of those of which it has at most two; 0 of none. */
  readonly thinShare: number;
}

/** Cost O(n · K). */
export function summarizeLog(found: ExplainedLog): LogSummary {
  const summary = summarizeExplained(found);
  const { good, change, guaranteed } = found;
  const told =
    summary.nBad > 0 && good.length > 0
      ? summary.under.savedEpisodes
      : Array.from(change.keys()).filter((e) => change[e] !== undefined);
  const changed = told.length > 0 ? told : Array.from(change.keys()).filter((e) => change[e] !== undefined);
  const judged = casesBehind(found, changed, change);
  return {
    summary,
    told,
    ...(judged && { thinChanges: judged.thinShare }),
    kinds: kindsOf(told.map((e) => change[e]!)),
    steps: stepsOf(told.map((e) => change[e]!)),
    behind: [
      casesBehind(found, told, change),
      ...guaranteed.map((twin, i) => casesBehind(found, summary.guaranteed[i].savedEpisodes, twin.change)),
    ],
  };
}

/** @param episodes in which there is a change */
function casesBehind(
  { thinShare }: ExplainedLog,
  episodes: readonly number[],
  change: readonly (OneChange | undefined)[],
): CasesBehind | undefined {
  // Only of a model that holds how many cases its rows have.
  if (!thinShare) return undefined;
  const wellSeen = episodes.filter((e) => change[e]!.cases! > FEW_CASES).length;
  return { wellSeen, thinShare: episodes.length === 0 ? 0 : 1 - wellSeen / episodes.length };
}

function kindsOf(changes: readonly OneChange[]): KindOfChange[] {
  const groups = new Map<string, OneChange[]>();
  for (const change of changes) {
    const key = `${change.given} ${change.action}`;
    const group = groups.get(key);
    if (group) group.push(change);
    else groups.set(key, [change]);
  }
  return [...groups.values()]
    .map((group): KindOfChange => {
      const [{ given, action }] = group;
      const cases = group
        .map((change) => change.cases)
        .filter((n) => n !== undefined)
        .toSorted((a, b) => a - b);
      return {
        ...{ given, action, episodes: group.length },
        ...(cases.length > 0 && {
          medianCases: cases[Math.floor((cases.length - 1) / 2)],
          fewestCases: cases[0],
        }),
      };
    })
    .toSorted((x, y) => y.episodes - x.episodes || x.given - y.given || x.action - y.action);
}

function stepsOf(changes: readonly OneChange[]): (readonly [number, number])[] {
  const counts = new Map<number, number>();
  for (const { step } of changes) counts.set(step, (counts.get(step) ?? 0) + 1);
  return [...counts].toSorted(([s], [t]) => s - t);
}
