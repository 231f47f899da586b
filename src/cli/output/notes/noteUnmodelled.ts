import type { Unmodelled, UnmodelledRule } from '../../../counterfactual/chain/observedModel.js';
import type { Trajectories } from '../../../trajectories/trajectories.js';
import { note } from '../../say.js';

const DONE: Readonly<Record<UnmodelledRule, string>> = {
  mix: 'each counts as one more case of its row, for that step',
  skip: 'what follows there is drawn anew, by the model',
  refuse: '',
};

/** Says how many logged transitions the model lacks, and what was done about them; nothing where it has them all. */
export function noteUnmodelled(log: Trajectories, { rule, steps, episodes }: Unmodelled): void {
  if (steps === 0) return;
  const number = (n: number): string => n.toLocaleString('en');
  note(
    `${number(steps)} of ${number(log.state.length)} logged steps, in ${number(episodes)} of ${number(log.nEpisodes)} episodes, ${steps === 1 ? 'is a transition' : 'are transitions'} that the model gives probability 0: ${DONE[rule]} (--unmodelled ${rule})`,
  );
}
