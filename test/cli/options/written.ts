/**
 * The rows of a CSV file without its comment, by column; the text where there is none. No field of these files has a
 * comma in it.
 */
export function csvIn(text: string): unknown {
  if (!text.startsWith('#')) return text;
  const [, head, ...rows] = text.trimEnd().split('\n');
  const names = head.split(',');
  return rows.map((row) =>
    Object.fromEntries(
      row.split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/).map((cell, i) => [names[i], cell.replaceAll(/^"|"$/g, '')]),
    ),
  );
}

/** A mechanism without a closed form: one uniform number decides, by the inverse of the distribution function. */
export const drawnMechanism = `export default {
  name: 'drawn',
  implicit: true,
  noiseDimension: 1,
  outcome(p, [u]) {
    let k = 0;
    for (let sum = p[0]; sum <= u && k + 1 < p.length; sum += p[++k]);
    return k;
  },
};
`;

/**
 * The inverse of the distribution function over outcomes in an order that the least change of a score or cost changes.
 */
export const scoredMechanism = `export default ({ score, cost }) => {
  const key = (state) => Math.sin(1e4 * (score ? score[state] : cost(0, state)));
  return {
    name: 'scored',
    implicit: true,
    coupling(p, q, outcomes) {
      const order = Array.from(p.keys()).sort((a, b) => key(outcomes[a]) - key(outcomes[b]) || a - b);
      const coupling = new Float64Array(p.length ** 2);
      let [i, j] = [0, 0];
      let [mine, yours] = [p[order[0]], q[order[0]]];
      while (i < p.length && j < p.length) {
        const both = Math.min(mine, yours);
        coupling[order[i] * p.length + order[j]] += both;
        if (mine <= yours) [mine, yours, i] = [p[order[i + 1]], yours - both, i + 1];
        else [mine, yours, j] = [mine - both, q[order[j + 1]], j + 1];
      }
      return coupling;
    },
  };
};
`;
