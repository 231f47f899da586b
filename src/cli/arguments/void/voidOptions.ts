import { ArgumentError } from '../../../core/errors.js';
import type { GivenArguments } from '../givenArguments.js';
import { trials } from './trials.js';
import { counterfactual } from './counterfactual.js';
import { estimating } from './estimating.js';
import { fitting } from './fitting.js';
import { models } from './models.js';
import { reading } from './reading.js';
import { sums } from './sums.js';
import { writing } from './writing.js';
import type { VoidOption } from './voidOption.js';

/** Every pair that is refused: what is given and does nothing would be taken for done. */
export const voidOptions: readonly VoidOption[] = [
  ...estimating,
  ...sums,
  ...fitting,
  ...counterfactual,
  ...trials,
  ...reading,
  ...models,
  ...writing,
];

/** @throws ArgumentError on an option that the user gave and that does nothing beside the others */
export function checkVoidOptions({ command, values, isGiven }: GivenArguments): void {
  for (const { commands, option, when, beside, remedy } of voidOptions) {
    if (commands.includes(command) && isGiven(option) && when(values, isGiven))
      throw new ArgumentError(`--${option}: must have something to act on, got ${beside} - ${remedy}`);
  }
}
