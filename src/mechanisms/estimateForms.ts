import { NumericalError } from '../core/errors.js';
import type { Rng } from '../core/random/rng.js';
import type { GuardedMechanism } from './guardMechanism.js';
import type { CompleteMechanism } from './mechanism.js';

/**
 * Coupling and rows of a mechanism of which only x = f(p, noise) is known, as frequencies over `draws` noise vectors.
 *
 * The vectors come from `rng.fork('noise', K)` each time: the same ones for all pairs with K outcomes, so an estimate
 * depends neither on what was asked before nor on the order, and two pairs differ by what they are and not by their
 * noise.
 *
 * @returns `coupling` with row sums near p, and `counterfactual`, the frequencies among the draws with f(p, noise) = x,
 *   which
 * throws NumericalError if there is no such draw
 *
 * Cost: `draws` times two outcomes, whatever form is asked for; memory of one noise vector.
 */
export function estimateForms(
  given: GuardedMechanism,
  rng: Rng,
  draws: number,
): Pick<CompleteMechanism, 'coupling' | 'counterfactual'> {
  const outcome = given.outcome!;
  return {
    coupling(p, q, outcomes) {
      const coupling = new Float64Array(p.length * q.length);
      eachNoise(given, rng, draws, p.length, (noise) => {
        const x = outcome(p, noise, outcomes);
        coupling[x * q.length + outcome(q, noise, outcomes)] += 1;
      });
      return coupling.map((count) => count / draws);
    },
    counterfactual(p, q, x, outcomes) {
      const row = new Float64Array(q.length);
      let hits = 0;
      eachNoise(given, rng, draws, p.length, (noise) => {
        if (outcome(p, noise, outcomes) !== x) return;
        hits += 1;
        row[outcome(q, noise, outcomes)] += 1;
      });
      if (hits === 0)
        throw new NumericalError(
          `mechanism ${given.name}: some of the ${draws} draws must give the observed outcome ${x}, got none (p = ${p[x]}) - use more draws or give counterfactual`,
        );
      return row.map((count) => count / hits);
    },
  };
}

function eachNoise(
  given: GuardedMechanism,
  rng: Rng,
  draws: number,
  nOutcomes: number,
  visit: (noise: Float64Array) => void,
): void {
  const stream = rng.fork('noise', nOutcomes);
  const noise = new Float64Array(given.noiseDimension(nOutcomes));
  for (let draw = 0; draw < draws; draw++) {
    for (let k = 0; k < noise.length; k++) noise[k] = stream.openUniform();
    visit(noise);
  }
}
