import type { Env } from '../../../mdp/env.js';

/**
 * The action that differs from another in one part alone: that part given where it was not, and the other way round.
 *
 * @param part its index among the parts of the environment's actions
 */
export function toggled({ nActions, actionParts }: Env, action: number, part: number): number {
  return Array.from({ length: nActions }, (_, a) => a).find((a) =>
    actionParts!.every((one, k) => (one.on(a) === (k === part)) !== one.on(action)),
  )!;
}
