import type { Question } from '../../../src/honest/checkStates/comparableSteps.js';

/**
 * The permutation test by its definition, on all ways to exchange answers within strata, each counted into a table:
 * share of them with G at least as large, and G less its mean over its standard deviation. For tiny logs.
 */
export function exactPermutationTest(question: Question): { readonly share: number; readonly z: number } {
  const { stratum, given, answer } = question;
  const observed = statistic(question);
  const strata = [...new Set(stratum)].map((k) => [...stratum.keys()].filter((i) => stratum[i] === k));
  const orders = strata.map(permutations);
  const values: number[] = [];
  const exchanged = answer.slice();
  const visit = (k: number): void => {
    if (k === strata.length) {
      values.push(statistic({ stratum, given, answer: exchanged }));
      return;
    }
    for (const order of orders[k]) {
      order.forEach((from, place) => (exchanged[strata[k][place]] = answer[from]));
      visit(k + 1);
    }
  };
  visit(0);
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return {
    share: values.filter((value) => value >= observed - 1e-9).length / values.length,
    z: (observed - mean) / Math.sqrt(variance),
  };
}

function statistic({ stratum, given, answer }: Question): number {
  const counts = new Map<string, number>();
  for (let i = 0; i < answer.length; i++) {
    const cell = `${stratum[i]} ${given[i]} ${answer[i]}`;
    counts.set(cell, (counts.get(cell) ?? 0) + 1);
  }
  return [...counts.values()].reduce((sum, n) => sum + n * Math.log(n), 0);
}

function permutations(items: readonly number[]): number[][] {
  if (items.length <= 1) return [[...items]];
  return items.flatMap((first, i) =>
    permutations([...items.slice(0, i), ...items.slice(i + 1)]).map((rest) => [first, ...rest]),
  );
}
