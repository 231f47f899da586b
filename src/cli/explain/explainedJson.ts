import { lastInfluenced } from '../../counterfactual/explain/influence.js';
import type { ExplainedLog } from '../../counterfactual/explain/explainLog.js';
import type { OneChange } from '../../counterfactual/explain/explainedEpisodes.js';
import type { ExplainedShare } from '../../counterfactual/explain/summarizeExplained.js';
import type { Outcome } from '../../mdp/outcome.js';
import type { Labels } from '../../ope/diagnostics/labels.js';
import { type Trajectories, episodeName } from '../../trajectories/trajectories.js';
import type { CasesBehind, LogSummary } from './logSummary.js';
import type { Patient } from './patient.js';

/** What data say beside what was found. */
export interface JsonSetting {
  readonly log: Trajectories;
  readonly labels: Labels;
  readonly outcomes: readonly Outcome[];
  /** Shape (n): influence of the one change; see `actionInfluence`. */
  readonly influence: Float64Array;
}

/** All of a log. JSON has no −Infinity: null stands for it. */
export function explainedJson(
  found: ExplainedLog,
  { summary, kinds, steps, behind }: LogSummary,
  setting: JsonSetting,
): Record<string, unknown> {
  const { labels } = setting;
  return {
    ...settingsJson(found, setting),
    nEpisodes: found.nEpisodes,
    nBad: summary.nBad,
    threshold: summary.threshold,
    under: shareJson(summary.under, behind[0]),
    guaranteed: Object.fromEntries(
      summary.guaranteed.map((twin, i) => [
        twin.assumption,
        { ...shareJson(twin, behind[i + 1]), savedByBest: twin.savedByBest },
      ]),
    ),
    kinds: kinds.map((kind) => ({
      givenLabel: labels.action(kind.given),
      actionLabel: labels.action(kind.action),
      ...kind,
    })),
    steps: Object.fromEntries(steps),
    episodes: Array.from({ length: found.nEpisodes }, (_, e) => episodeJson(found, e, setting)),
  };
}

function shareJson(
  { curve, curveOfBad, saved, savedEpisodes }: ExplainedShare,
  behind: CasesBehind | undefined,
): object {
  return {
    curve: Array.from(curve),
    curveOfBad: Array.from(curveOfBad),
    saved,
    nSaved: savedEpisodes.length,
    ...behind,
  };
}

/** All of a patient. */
export function patientJson(patient: Patient, setting: JsonSetting): Record<string, unknown> {
  const { log, explained, outcomes, outcomesAsWas, byChanges, influence, takingOver, byPart, offLog } = patient;
  const { labels } = setting;
  const named = (chance: Float64Array): Record<string, number> =>
    Object.fromEntries(setting.outcomes.map(({ name }, o) => [name, chance[o]]));
  return {
    ...settingsJson(explained, setting),
    ...episodeJson(explained, 0, setting),
    course: Array.from(log.state, (state, step) => ({
      step,
      state,
      stateLabel: labels.state(state),
      action: log.action[step],
      actionLabel: labels.action(log.action[step]),
      reward: log.reward[step],
    })),
    end: { state: log.nextState.at(-1), stateLabel: labels.state(log.nextState.at(-1)!) },
    outcomesAsWas: named(outcomesAsWas),
    outcomes: named(outcomes),
    byChanges: byChanges.map(({ outcomes: chance, guaranteed, ...rest }) => ({
      ...rest,
      outcomes: named(chance),
      guaranteed: Object.fromEntries(explained.guaranteed.map(({ assumption }, i) => [assumption, guaranteed[i]])),
    })),
    influenceByStep: Array.from(influence),
    influenceLastStep: lastInfluenced(influence) ?? null,
    ...(takingOver && {
      takingOver: {
        value: Array.from(takingOver.value),
        asLogged: takingOver.asLogged[0],
        contribution: Array.from(takingOver.contribution),
      },
    }),
    ...(typeof byPart === 'object' && {
      byPart: Object.fromEntries(byPart.parts.map((name, p) => [name, byPart.contribution[p]])),
    }),
    ...(offLog && { offLog }),
  };
}

function settingsJson(
  { mechanism, changes, good, bad, unmodelled }: ExplainedLog,
  { outcomes }: JsonSetting,
): Record<string, unknown> {
  return {
    mechanism,
    changes,
    good: good.map((o) => outcomes[o].name),
    bad: bad.map((o) => outcomes[o].name),
    unmodelled,
  };
}

function episodeJson(found: ExplainedLog, e: number, setting: JsonSetting): Record<string, unknown> {
  const { log, outcomes, influence } = setting;
  const { changes, change, guaranteed } = found;
  const row = (values: Float64Array): Float64Array => values.subarray(e * (changes + 1), (e + 1) * (changes + 1));
  return {
    episode: episodeName(log, e),
    observedOutcome: outcomes[found.observedOutcome[e]].name,
    observedReturn: found.observedReturn[e],
    value: Array.from(row(found.value)),
    change: changeJson(change[e], setting),
    ...(change[e] && { influence: influence[e] }),
    changedValue: found.changedValue[e],
    chanceAsWas: found.chanceAsWas[e],
    chance: found.chance[e],
    ...(found.thinShare && { thinShare: found.thinShare[e] }),
    guaranteed: Object.fromEntries(
      guaranteed.map((twin) => [
        twin.assumption,
        {
          value: Array.from(row(twin.value)),
          change: changeJson(twin.change[e], setting),
          changedValue: twin.changedValue[e],
          chance: twin.chance[e],
          valueOfBest: twin.valueOfBest[e],
          chanceOfBest: twin.chanceOfBest[e],
        },
      ]),
    ),
  };
}

function changeJson(change: OneChange | undefined, { labels }: JsonSetting): Record<string, unknown> | null {
  if (!change) return null;
  return {
    ...change,
    stateLabel: labels.state(change.state),
    givenLabel: labels.action(change.given),
    actionLabel: labels.action(change.action),
  };
}
