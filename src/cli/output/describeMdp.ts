import type { Mdp, MixedWorst } from '../../mdp/mdp.js';

/** An MDP in a line: what it describes and how large it is. */
export function describeMdp({ nStates, nActions, nextState, source, observed, stateLabels }: Mdp): string {
  const parameters = Object.entries(source.parameters ?? {})
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key} ${String(value)}`);
  const what = [
    source.env ?? (source.space === undefined && 'plain states'),
    ...parameters,
    source.space && `space ${source.space}`,
    source.absorption && `${source.absorption} absorption`,
    source.worst && source.worst.cases > 0 && worstText(source.worst, stateLabels),
  ];
  const seen = observed
    ? `, ${observed.reduce((sum, one) => sum + one, 0)} of ${observed.length} pairs seen`
    : ', exact';
  return `MDP of ${what.filter(Boolean).join(', ')}: ${nStates} states × ${nActions} actions, ${nextState.length} transitions${seen}`;
}

function worstText({ cases, state }: MixedWorst, labels: Mdp['stateLabels']): string {
  return `${cases} imaginary case${cases === 1 ? '' : 's'} of ${labels?.[state] ?? `state ${state}`} a pair`;
}

/** How many states there are of each outcome, by its name. */
export function statesByOutcome({ outcome, outcomes }: Mdp): Record<string, number> {
  return Object.fromEntries(
    outcomes.map(({ name }, o) => [name, outcome.reduce((n, each) => n + Number(each === o), 0)]),
  );
}

/** The same as data. */
export function mdpSummary(mdp: Mdp): Record<string, unknown> {
  const { nStates, nActions, nextState, source, observed } = mdp;
  const pairsSeen = observed?.reduce((sum, one) => sum + one, 0);
  return {
    nStates,
    nActions,
    nTransitions: nextState.length,
    statesByOutcome: statesByOutcome(mdp),
    ...(pairsSeen !== undefined && { pairsSeen }),
    source,
  };
}
