import type { Experiment, Plan } from '../experiment.js';
import { seedsOf } from '../seedsOf.js';
import { oberstSontagReport } from './report/oberstSontagReport.js';
import {
  type OberstSontagSpecification,
  oberstSontagSpecification,
  quickOberstSontagSpecification,
} from './oberstSontagSpecification.js';
import { type OberstSontagResult, type OberstSontagTrial, oberstSontagTrial } from './oberstSontagTrial.js';

/**
 * The main experiment of Oberst & Sontag: a target policy whose estimates all look good, and its true value.
 *
 * Source: Oberst & Sontag, ICML 2019, section 5.
 */
export const oberstSontag: Experiment<OberstSontagSpecification, OberstSontagTrial, OberstSontagResult> = {
  name: 'oberst-sontag',
  specifications: { full: oberstSontagSpecification, quick: quickOberstSontagSpecification },
  trials,
  run: oberstSontagTrial,
  report: oberstSontagReport,
};

/** Longest logs first: a long trial that starts last would be waited for alone. */
function trials(specification: OberstSontagSpecification, { seed, repeats }: Plan): OberstSontagTrial[] {
  const { episodes, longerLogs } = specification;
  const planned = repeats ?? specification.repeats;
  const logs = (length: number, many: number): OberstSontagTrial[] =>
    seedsOf(seed, many).map((each) => ({ name: `episodes-${length}-seed-${each}`, seed: each, episodes: length }));
  return [
    ...longerLogs.flatMap((longer) => logs(longer.times * episodes, Math.min(planned, longer.repeats))),
    ...logs(episodes, planned),
  ];
}
