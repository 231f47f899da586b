import type { Choices } from '../choices.js';
import { type EndlessClass, earnsForEver, endlessClasses } from './endlessClasses.js';

/**
 * Takes back the changes by which runs would no longer end: in every class that is never left, until there is none.
 * Each such class has a change in it, as runs ended before.
 *
 * @param before shape (S): choices by which every run ends
 * @param chosen shape (S), written
 * @param allowed whether a class may stay, such as one in which staying for ever is what was wanted
 * @returns a class that earns for ever, at which nothing more is taken back; undefined where there is none
 *
 * Cost O(S + nnz of the rows chosen) a round; mostly one.
 */
export function takeBack(
  choices: Choices,
  before: Int32Array,
  chosen: Int32Array,
  allowed: (endless: EndlessClass) => boolean = () => false,
): EndlessClass | undefined {
  for (;;) {
    const classes = endlessClasses(choices, chosen).filter((endless) => !allowed(endless));
    if (classes.length === 0) return undefined;
    for (const endless of classes) {
      if (earnsForEver(choices, endless)) return endless;
      for (const s of endless.states) chosen[s] = before[s];
    }
  }
}
