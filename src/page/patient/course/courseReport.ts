import type { OutcomeWords, Report } from '../../../report/report.js';
import { observedOutcomes } from '../../../trajectories/observedOutcomes.js';
import { subset } from '../../../trajectories/subset.js';

/** What of a report the course of a patient is told by. */
export type CourseReport = Pick<Report, 'log' | 'mdp' | 'words' | 'observedOnly' | 'endLevels'>;

/** How the log of a patient ends. */
export function outcomeOf({ log, mdp, words }: CourseReport, patient: number): OutcomeWords {
  const [outcome] = observedOutcomes(subset(log, [patient]), mdp.outcomes, mdp.outcome);
  return words.outcomes[outcome];
}
