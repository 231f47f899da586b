import { type Trajectories, episodeName } from '../../../trajectories/trajectories.js';
import { numberText } from '../../json/numberText.js';
import { type LogColumn, REQUIRED } from '../columns/logColumn.js';

/** The names of the fields that a log has, in the order in which they are written. */
export function fieldNames(trajectories: Trajectories, names: Readonly<Record<LogColumn, string>>): string[] {
  const { hidden, propensity, propensities, nActions } = trajectories;
  return [
    ...REQUIRED.map((column) => names[column]),
    ...(hidden ? [names.hidden] : []),
    ...(propensity ? [names.propensity] : []),
    ...(propensities ? Array.from({ length: nActions }, (_, a) => `${names.propensity_}${a}`) : []),
  ];
}

/** For each step the name of its episode and its other fields as text, in the order of `fieldNames`. */
export function* writtenRows(trajectories: Trajectories): Generator<readonly [name: string, values: string[]]> {
  const { nEpisodes, nActions, episodeStart, state, action, reward, nextState, terminated } = trajectories;
  const { hidden, propensity, propensities } = trajectories;
  for (let e = 0; e < nEpisodes; e++) {
    const name = episodeName(trajectories, e);
    const [first, end] = [episodeStart[e], episodeStart[e + 1]];
    for (let i = first; i < end; i++) {
      const values = [
        String(i - first),
        String(state[i]),
        String(action[i]),
        numberText(reward[i]),
        String(nextState[i]),
        i === end - 1 && terminated[e] === 1 ? '1' : '0',
      ];
      if (hidden) values.push(String(hidden[e]));
      if (propensity) values.push(String(propensity[i]));
      if (propensities) for (let a = 0; a < nActions; a++) values.push(String(propensities[i * nActions + a]));
      yield [name, values];
    }
  }
}
