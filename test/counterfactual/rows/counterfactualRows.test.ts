import { describe, expect, it } from 'vitest';
import { fc, test } from '@fast-check/vitest';
import { createRng } from '../../../src/core/random/rng.js';
import { choicesOf } from '../../../src/counterfactual/rows/choices.js';
import { type CounterfactualRows, counterfactualRows } from '../../../src/counterfactual/rows/counterfactualRows.js';
import type { Mdp } from '../../../src/mdp/mdp.js';
import type { Policy } from '../../../src/mdp/policy.js';
import { completeMechanism } from '../../../src/mechanisms/completeMechanism.js';
import { gumbelMax } from '../../../src/mechanisms/fixed/gumbelMax.js';
import { gumbelMaxRow } from '../../../src/mechanisms/kernels/gumbelMaxCoupling.js';
import { inverseCdf } from '../../../src/mechanisms/fixed/inverseCdf.js';
import { maximal } from '../../../src/mechanisms/fixed/maximal.js';
import { rewardCdf } from '../../../src/mechanisms/fixed/rewardCdf.js';
import { independent } from '../../../src/mechanisms/fixed/independent.js';
import type { CompleteMechanism, Mechanism } from '../../../src/mechanisms/mechanism.js';
import { anyPolicy, smallMdp } from '../../support/generators.js';
import { plainRow } from '../../support/rowOracle.js';
import { sparseMdp, sparsePolicy } from '../../support/sparseMdp.js';

const score = Array.from({ length: 40 }, (_, s) => (s * 7) % 5);
/** A plug-in that knows no stored rows. */
const plainGumbelMax: Mechanism = { ...gumbelMax(), counterfactual: (p, q, x) => gumbelMaxRow(p, q, x) };
/** A plug-in of which only draws are known. */
const drawn: Mechanism = {
  name: 'drawn',
  implicit: true,
  noiseDimension: 1,
  outcome: (p, [u]) => {
    let left = u;
    const at = p.findIndex((value) => (left -= value) < 0);
    return at < 0 ? p.findLastIndex((value) => value > 0) : at;
  },
};
const mechanisms = [gumbelMax(), inverseCdf(), maximal(), rewardCdf({ score }), plainGumbelMax, independent()].map(
  (mechanism) => completeMechanism(mechanism),
);

interface Problem {
  readonly mdp: Mdp;
  readonly policy: Policy;
}

const small = smallMdp({ maxStates: 6 }).chain((mdp) =>
  anyPolicy(mdp).map((policy): Problem => ({ mdp, policy: possiblePolicy(mdp, policy) })),
);
const sparse = fc.nat().map((seed): Problem => {
  const rng = createRng(seed);
  const mdp = sparseMdp(rng, { nStates: 30, nActions: 3, nEnds: 2 });
  return { mdp, policy: possiblePolicy(mdp, sparsePolicy(rng, mdp)) };
});
const problem = fc.oneof(small, sparse);
const bytes = fc.oneof(fc.constant(0), fc.nat({ max: 5000 }), fc.constant(2 ** 20));

/** The policy with nothing on rows that are empty: no run can take them. */
function possiblePolicy(mdp: Mdp, policy: Policy): Policy {
  return {
    ...policy,
    probability: policy.probability.map((share, row) => (mdp.rowStart[row] < mdp.rowStart[row + 1] ? share : 0)),
  };
}

/** An order in which to ask for rows, with repetitions, as numbers that pick what is possible. */
const requests = fc.array(fc.tuple(fc.nat(), fc.nat()), { minLength: 1, maxLength: 60 });

interface Request {
  readonly row: number;
  readonly entry: number;
  readonly state: number;
}

function requestsOf(mdp: Mdp, picks: readonly (readonly [number, number])[]): Request[] {
  const living = Array.from({ length: mdp.nStates }, (_, s) => s).filter((s) => mdp.terminal[s] === 0);
  const entries: { row: number; entry: number }[] = [];
  for (let row = 0; row < mdp.nStates * mdp.nActions; row++)
    for (let k = mdp.rowStart[row]; k < mdp.rowStart[row + 1]; k++)
      if (mdp.probability[k] > 0) entries.push({ row, entry: k - mdp.rowStart[row] });
  // Few of each, so that many are asked for again.
  return picks.map(([a, b]) => ({ ...entries[(a % 8) % entries.length], state: living[(b % 8) % living.length] }));
}

function rowOf(rows: CounterfactualRows, { row, entry, state }: Request): Map<number, number> {
  rows.find({ row, entry }, state);
  const { page, start, end } = rows.pool;
  return new Map(Array.from({ length: end - start }, (_, k) => [page.integer[start + k], page.number[start + k]]));
}

function expectSame(found: Map<number, number>, plain: Map<number, number>): void {
  // A number that one of the two rounds to nothing may be missing there.
  const entries = [...new Set([...found.keys(), ...plain.keys()])];
  expect(entries.map((entry) => found.get(entry) ?? 0)).toBeAllClose(entries.map((entry) => plain.get(entry) ?? 0));
}

describe('counterfactualRows', () => {
  test.prop([problem, fc.constantFrom(...mechanisms), bytes, requests], { numRuns: 200 })(
    'are those of the plain way, whatever the mechanism, the bound and the order in which they are asked for',
    ({ mdp, policy }, mechanism, most, picks) => {
      const rows = counterfactualRows(mdp, choicesOf(policy), mechanism, most);
      for (const request of requestsOf(mdp, picks))
        expectSame(rowOf(rows, request), plainRow(mdp, policy, mechanism, request.row, request.entry, request.state));
    },
  );

  test.prop([small, requests], { numRuns: 20 })('estimated from draws are the same estimates', (sample, picks) => {
    const { mdp, policy } = sample;
    const estimated = (): CompleteMechanism => completeMechanism(drawn, { rng: createRng(3), draws: 50 });
    const rows = counterfactualRows(mdp, choicesOf(policy), estimated(), 500);
    for (const request of requestsOf(mdp, picks)) {
      let plain: Map<number, number>;
      try {
        plain = plainRow(mdp, policy, estimated(), request.row, request.entry, request.state);
      } catch {
        // None of the draws gives what was observed.
        continue;
      }
      expectSame(rowOf(rows, request), plain);
    }
  });

  test.prop([problem, problem, requests], { numRuns: 50 })(
    'of two mechanisms, or of two models, are never mixed up',
    (one, other, picks) => {
      const pools = [one, other].flatMap(({ mdp, policy }) =>
        [gumbelMax(), inverseCdf()]
          .map((mechanism) => completeMechanism(mechanism))
          .map((mechanism) => ({
            mdp,
            policy,
            mechanism,
            rows: counterfactualRows(mdp, choicesOf(policy), mechanism, 2000),
          })),
      );
      for (const pick of picks)
        for (const { mdp, policy, mechanism, rows } of pools) {
          const [request] = requestsOf(mdp, [pick]);
          expectSame(rowOf(rows, request), plainRow(mdp, policy, mechanism, request.row, request.entry, request.state));
        }
    },
  );

  it('takes a row from the mechanism once, and again only where there was no room for it', () => {
    const rng = createRng(5);
    const mdp = sparseMdp(rng, { nStates: 30, nActions: 3, nEnds: 2 });
    const policy = possiblePolicy(mdp, sparsePolicy(rng, mdp));
    const asked = requestsOf(
      mdp,
      Array.from({ length: 200 }, (_, i) => [i % 7, i % 5]),
    );
    const callsAt = (most: number): number => {
      let calls = 0;
      const counting: Mechanism = {
        ...plainGumbelMax,
        counterfactual: (p, q, x, outcomes) => {
          calls += 1;
          return plainGumbelMax.counterfactual!(p, q, x, outcomes);
        },
      };
      const rows = counterfactualRows(mdp, choicesOf(policy), completeMechanism(counting), most);
      for (const request of asked) rows.find(request, request.state);
      return calls;
    };
    const distinct = callsAt(2 ** 20);
    // 35 combinations of a row and a state, of at most three actions each.
    expect(distinct).toBeGreaterThan(0);
    expect(distinct).toBeLessThanOrEqual(105);
    expect(callsAt(0)).toBeGreaterThan(2 * distinct);
  });

  it('refuses a model whose rows are no probabilities, in the words of the mechanism', () => {
    const rng = createRng(5);
    const mdp = sparseMdp(rng, { nStates: 30, nActions: 3, nEnds: 2 });
    const policy = possiblePolicy(mdp, sparsePolicy(rng, mdp));
    const halved = { ...mdp, probability: mdp.probability.map((p) => p / 2) };
    for (const mechanism of [mechanisms[0], mechanisms[4]]) {
      const rows = counterfactualRows(halved, choicesOf(policy), mechanism, 2 ** 20);
      expect(() => {
        for (const { row, entry, state } of requestsOf(
          mdp,
          Array.from({ length: 64 }, (_, i) => [i % 8, Math.floor(i / 8)]),
        ))
          rows.find({ row, entry }, state);
      }).toThrow('mechanism gumbel-max: p: probabilities must sum to 1, got 0.5');
    }
  });
});
