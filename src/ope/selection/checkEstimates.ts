import { ArgumentError } from '../../core/errors.js';

/** @throws ArgumentError unless there are as many estimates as true values, at least one, and all are finite */
export function checkEstimates(where: string, estimates: ArrayLike<number>, truth: ArrayLike<number>): void {
  if (estimates.length === 0 || estimates.length !== truth.length)
    throw new ArgumentError(
      `${where}: every policy must have an estimate and a true value, got ${estimates.length} and ${truth.length}`,
    );
  for (const [name, values] of [
    ['estimate', estimates],
    ['true value', truth],
  ] as const)
    for (let i = 0; i < values.length; i++)
      if (!Number.isFinite(values[i]))
        throw new ArgumentError(
          `${where}: ${name} of policy ${i} must be finite, got ${values[i]} - leave the policy out`,
        );
}
