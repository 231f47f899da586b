import type { ExplainedLog } from '../../counterfactual/explain/explainLog.js';
import type { Provenance } from '../../files/index.js';
import type { Outcome } from '../../mdp/outcome.js';
import type { Labels } from '../../ope/diagnostics/labels.js';
import { type Trajectories, episodeName } from '../../trajectories/trajectories.js';
import { csvLine } from '../../core/csvLine.js';

/** What the rows say beside what was found. */
export interface RowsSetting {
  readonly log: Trajectories;
  readonly labels: Labels;
  readonly outcomes: readonly Outcome[];
  /** Shape (n): influence of the one change; see `actionInfluence`. */
  readonly influence: Float64Array;
  readonly spreadsheetSafe: boolean;
}

/**
 * CSV lines of explained episodes, one row each, after a comment that says how the file was made. Cells of a change are
 * empty where there is none.
 */
export function* explainedRows(
  source: Provenance,
  found: ExplainedLog,
  { log, labels, outcomes, influence, spreadsheetSafe }: RowsSetting,
): Generator<string> {
  const line = csvLine(spreadsheetSafe);
  const { changes, guaranteed, change } = found;
  const width = changes + 1;
  const columns = Array.from({ length: width }, (_, k) => `value_${k}`);
  yield `# couplet ${JSON.stringify(source)}\n`;
  yield line([
    ...['episode', 'observed_outcome', 'observed_return', 'step', 'state', 'given', 'instead', 'cases', 'influence'],
    ...['changed_value', 'p_good_as_was', 'p_good'],
    ...columns,
    ...guaranteed.flatMap(({ assumption }) => [
      ...['changed_value', 'p_good'].map((column) => `least_${column}_${assumption}`),
      ...columns.map((column) => `least_${column}_${assumption}`),
    ]),
  ]);
  for (let e = 0; e < found.nEpisodes; e++) {
    const one = change[e];
    const at = e * width;
    yield line([
      episodeName(log, e),
      outcomes[found.observedOutcome[e]].name,
      found.observedReturn[e],
      ...(one
        ? [one.step, labels.state(one.state), labels.action(one.given), labels.action(one.action), one.cases ?? '']
        : ['', '', '', '', '']),
      one ? influence[e] : '',
      found.changedValue[e],
      found.chanceAsWas[e],
      found.chance[e],
      ...found.value.subarray(at, at + width),
      ...guaranteed.flatMap((twin) => [
        twin.valueOfBest[e],
        twin.chanceOfBest[e],
        ...twin.value.subarray(at, at + width),
      ]),
    ]);
  }
}
