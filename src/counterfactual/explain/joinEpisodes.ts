import type { ExplainedEpisodes } from './explainedEpisodes.js';

/**
 * What is found of the episodes of several parts, as of all.
 *
 * @param parts at least one, all under the same assumptions
 */
export function joinEpisodes(parts: readonly ExplainedEpisodes[]): ExplainedEpisodes {
  const { thinShare } = parts[0];
  return {
    ...columnsOf(parts),
    chanceAsWas: joined(parts, (part) => part.chanceAsWas),
    ...(thinShare && { thinShare: joined(parts, (part) => part.thinShare!) }),
    guaranteed: parts[0].guaranteed.map(({ assumption }, i) => {
      const twins = parts.map(({ guaranteed }) => guaranteed[i]);
      return {
        assumption,
        ...columnsOf(twins),
        valueOfBest: joined(twins, (twin) => twin.valueOfBest),
        chanceOfBest: joined(twins, (twin) => twin.chanceOfBest),
      };
    }),
  };
}

type Columns = Pick<ExplainedEpisodes, 'value' | 'change' | 'changedValue' | 'chance'>;

function columnsOf(parts: readonly Columns[]): Columns {
  return {
    value: joined(parts, ({ value }) => value),
    change: parts.flatMap(({ change }) => change),
    changedValue: joined(parts, ({ changedValue }) => changedValue),
    chance: joined(parts, ({ chance }) => chance),
  };
}

function joined<Part>(parts: readonly Part[], of: (part: Part) => Float64Array): Float64Array {
  const columns = parts.map(of);
  const all = new Float64Array(columns.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const column of columns) {
    all.set(column, at);
    at += column.length;
  }
  return all;
}
