import { type StateCheck, type TestThatRan } from '../../honest/checkStates/checkStates.js';
import { stateFindings } from '../../honest/checkStates/stateFindings.js';
import type { Env } from '../../mdp/env.js';
import { spaceOf } from '../../mdp/env.js';
import { type Trajectories, episodeName } from '../../trajectories/trajectories.js';
import { decimal, table } from '../output/table.js';

/** What the tests of a log found, as a table for people, and in words. */
export function stateCheckText(log: Trajectories, env: Env | undefined, check: StateCheck): string {
  const { tests, permutations, level, nEpisodes, nSteps } = check;
  const rows = tests.map((test) => {
    const question = `${test.name} ${test.question}`;
    if ('reason' in test) return [question, '-', '-', '-', '-', 'could not run'];
    const { nSteps: used, z, p, adjustedP, rejected } = test;
    return [
      question,
      String(used),
      z === undefined ? '-' : decimal(z, 1),
      pText(p),
      pText(adjustedP),
      rejected ? 'yes' : 'no sign',
    ];
  });
  const space = log.source.space === undefined ? '' : `, space ${log.source.space}`;
  const proof = tests.flatMap((test) => ('counterexample' in test ? [proofText(log, env, test)] : []));
  const parts = [
    `Do the states hide something? ${nEpisodes} episodes, ${nSteps} steps, ${log.nStates} states${space}; ${permutations} permutations a test, level ${level} over all tests (Holm)`,
    table(['question', 'steps that tell', 'z', 'p', 'adjusted p', 'answer'], rows),
    [
      stateFindings(check),
      ...proof,
      ...tests.flatMap((test) => ('reason' in test ? [`${test.name} could not run: ${test.reason}`] : [])),
    ].join('\n'),
  ];
  return `${parts.join('\n\n')}\n`;
}

function pText(p: number): string {
  return p === 0 ? '0' : p < 1e-4 ? p.toExponential(0) : p.toFixed(4);
}

/** The two steps that prove B0. */
function proofText(log: Trajectories, env: Env | undefined, { name, counterexample }: TestThatRan): string {
  const [one, other] = counterexample!;
  const { state, action, propensity, source } = log;
  const space = env && spaceOf(env, source.space ?? env.recorded);
  const stateLabel = space?.label(state[one]) ?? source.states?.[state[one]] ?? String(state[one]);
  const actionLabel = env?.actionLabel(action[one]) ?? source.actions?.[action[one]] ?? String(action[one]);
  const at = (step: number): string => {
    const e = log.episodeStart.findLastIndex((first) => first <= step);
    return `${Number(propensity![step].toPrecision(4))} in episode ${episodeName(log, e)} at step ${step - log.episodeStart[e]}`;
  };
  return `${name}, shown by two steps: in state ${stateLabel}, action ${actionLabel} had probability ${at(one)}, and ${at(other)}`;
}
