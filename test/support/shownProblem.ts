import { fc } from '@fast-check/vitest';
import type { Mdp } from '../../src/mdp/mdp.js';
import type { Policy } from '../../src/mdp/policy.js';
import type { Abstraction, StateSpace } from '../../src/mdp/stateSpace.js';
import type { Trajectories } from '../../src/trajectories/trajectories.js';
import { anyPolicy, logOf, smallMdp } from './generators.js';

/** A model, what its states show as, who acted, and a log that shows only that. */
export interface ShownProblem {
  readonly mdp: Mdp;
  readonly abstraction: Abstraction;
  readonly behaviour: Policy;
  readonly target: Policy;
  /** In the states of the model. */
  readonly whole: Trajectories;
  /** In what they show as. */
  readonly log: Trajectories;
}

/** Of a few states each of which shows as one of as many or fewer; an end may show as what others do. */
export const shownProblem: fc.Arbitrary<ShownProblem> = smallMdp({ maxStates: 5, maxActions: 2 }).chain((mdp) =>
  fc
    .tuple(anyPolicy(mdp), anyPolicy(mdp), fc.array(fc.nat(2), { minLength: mdp.nStates, maxLength: mdp.nStates }))
    .chain(([behaviour, target, shown]) =>
      logOf(mdp, behaviour, { maxEpisodes: 3, horizon: 3 }).map((whole) => {
        const abstraction = abstractionOf(mdp, shown);
        return { mdp, abstraction, behaviour, target, whole, log: shownLog(whole, abstraction) };
      }),
    ),
);

/** From the states of a model to numbers below three, of which no run is known to end in any. */
export function abstractionOf(mdp: Mdp, shown: readonly number[]): Abstraction {
  const map = Uint32Array.from(shown);
  return {
    from: space('fine', mdp.nStates, mdp.outcome),
    to: space('shown', 3, new Uint8Array(3)),
    map,
    interior: map,
  };
}

export function identityOf(mdp: Mdp): Abstraction {
  const map = Uint32Array.from({ length: mdp.nStates }, (_, x) => x);
  const fine = space('fine', mdp.nStates, mdp.outcome);
  return { from: fine, to: fine, map, interior: map };
}

function space(name: string, nStates: number, outcome: Uint8Array): StateSpace {
  return { name, nStates, outcome, label: String };
}

/** In what the states show as, without what only the states themselves tell. */
export function shownLog(whole: Trajectories, { map, to }: Abstraction): Trajectories {
  const { nEpisodes, nActions, episodeStart, action, reward, terminated, source } = whole;
  const state = whole.state.map((x) => map[x]);
  const nextState = whole.nextState.map((x) => map[x]);
  return {
    nEpisodes,
    nStates: to.nStates,
    nActions,
    episodeStart,
    state,
    action,
    reward,
    nextState,
    terminated,
    source,
  };
}
