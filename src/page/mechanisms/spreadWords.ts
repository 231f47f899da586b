import { decimal } from '../../report/numbers.js';
import type { PolicyReport, Report } from '../../report/report.js';
import { shortName } from '../figure/text/shortName.js';
import { episodeName } from '../../trajectories/trajectories.js';

/** How far the mechanism assumed moves the mean, and the answer for one patient, in a sentence or two. */
export function spreadWords({ about, mechanisms, words, log }: Report, { counterfactuals }: PolicyReport): string {
  const { one, many } = words.noun;
  if (mechanisms.length === 1)
    return `Everything here was computed under one mechanism, ${shortName(mechanisms[0].name)}; the bounds say how far others could go.`;
  const means = counterfactuals.map(({ summary }) => summary.counterfactual.mean);
  const [least, greatest] = [Math.min(...means), Math.max(...means)];
  const { episode, range } = widest(counterfactuals.map(({ evaluation }) => evaluation.expectedReturn));
  const digits = greatest - least < 0.01 ? 4 : 2;
  const mean = `Under these ${mechanisms.length} mechanisms the mean return over all ${many} runs from ${decimal(least, digits)} to ${decimal(greatest, digits)}`;
  const among = about.sampledFrom ? ' of those held here' : '';
  return `${mean}. For one ${one}${among} they differ by up to ${decimal(range)} (${one} ${shortName(episodeName(log, episode))}), and no data can tell which is right.`;
}

/** The episode on which columns differ most, the first of equals, and by how much. */
export function widest(columns: readonly Float64Array[]): { readonly episode: number; readonly range: number } {
  let [episode, range] = [0, 0];
  for (let e = 0; e < columns[0].length; e++) {
    let [least, greatest] = [Infinity, -Infinity];
    for (const column of columns) {
      least = Math.min(least, column[e]);
      greatest = Math.max(greatest, column[e]);
    }
    if (greatest - least > range) [episode, range] = [e, greatest - least];
  }
  return { episode, range };
}
