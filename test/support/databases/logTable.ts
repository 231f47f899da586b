import { type Trajectories, episodeName } from '../../../src/trajectories/trajectories.js';

/** A log as the rows of a table: `episode, t, state, action, reward, next_state, terminated, propensity`. */
export function logTable(log: Trajectories): string {
  const { nEpisodes, episodeStart, state, action, reward, nextState, terminated, propensity } = log;
  const lines: string[] = [];
  for (let e = 0; e < nEpisodes; e++) {
    const name = `"${episodeName(log, e).replaceAll('"', '""')}"`;
    for (let i = episodeStart[e]; i < episodeStart[e + 1]; i++) {
      const ends = i + 1 === episodeStart[e + 1] ? terminated[e] : 0;
      lines.push(
        [name, i - episodeStart[e], state[i], action[i], reward[i], nextState[i], ends, propensity?.[i] ?? ''].join(),
      );
    }
  }
  return `${lines.join('\n')}\n`;
}

/** What a query answers: text by column, '' for null. */
export type AnsweredRow = Readonly<Record<string, string>>;

/** Reads what `psql --csv` and DuckDB print: no field of ours holds a comma or a quotation mark. */
export function answeredRows(csv: string): AnsweredRow[] {
  const [head, ...lines] = csv.trimEnd().split('\n');
  const columns = head.split(',');
  return lines.map((line) => {
    const values = line.split(',');
    return Object.fromEntries(columns.map((column, k) => [column, values[k]]));
  });
}
