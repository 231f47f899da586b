import { type Env, spaceOf } from '../mdp/env.js';
import type { Mdp } from '../mdp/mdp.js';
import type { Outcome } from '../mdp/outcome.js';
import type { Trajectories } from '../trajectories/trajectories.js';
import type { OutcomeWords, ReportWords } from './report.js';

/**
 * What things are called in a report: as the environment does, else as the model's file does, else by number.
 *
 * @param log in the states of the model
 */
export function reportWords({ source }: Pick<Trajectories, 'source'>, mdp: Mdp, env: Env | undefined): ReportWords {
  const space = env && spaceOf(env, source.space ?? env.recorded);
  const { nStates, nActions, stateLabels, actionLabels, outcomes } = mdp;
  return {
    noun: env?.subject ?? { one: 'run', many: 'runs' },
    states: Array.from({ length: nStates }, (_, s) => {
      // A floor is no state of the environment.
      const words = space && s < space.nStates ? (space.words?.(s) ?? space.label(s)) : undefined;
      return words ?? stateLabels?.[s] ?? source.states?.[s] ?? String(s);
    }),
    actions: Array.from(
      { length: nActions },
      (_, a) =>
        env?.actionWords?.(a) ?? env?.actionLabel(a) ?? actionLabels?.[a] ?? source.actions?.[a] ?? `action ${a}`,
    ),
    outcomes: outcomes.map((outcome, o) => outcomeWords(outcome, o, env)),
  };
}

function outcomeWords({ name, reward }: Outcome, o: number, env: Env | undefined): OutcomeWords {
  const tone = o === 0 ? 'going' : reward > 0 ? 'good' : reward < 0 ? 'bad' : 'other';
  const told = env?.outcomes[o]?.name === name ? env.outcomeWords?.(o) : undefined;
  if (told) return { ...told, tone };
  return o === 0
    ? { was: 'was still going on', share: 'going on', tone }
    : { was: `ended in ${name}`, share: name, tone };
}
