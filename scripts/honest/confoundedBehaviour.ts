import { createEnv } from '../../envs/registry.js';
import { createPolicy } from '../../policies/registry.js';
import { confoundedValue } from '../../src/honest/sensitivity/confoundedValue.js';
import { aggregate } from '../../src/mdp/aggregate.js';
import { abstractionBetween } from '../../src/mdp/env.js';
import { occupancy } from '../../src/mdp/evaluate/occupancy.js';
import { policyValue } from '../../src/mdp/evaluate/policyValue.js';
import type { Policy } from '../../src/mdp/policy.js';

/**
 * Bounds of the value of the behaviour itself under hidden confounding, from an endless log of projected sepsis:
 * `node dist/scripts/honest/confoundedBehaviour.js`.
 */
const HORIZON = 20;
const env = createEnv('sepsis');
const truth = env.exactModel!();
const physician = createPolicy('physician', truth);
const abstraction = abstractionBetween(env, env.spaces[0].name, 'projected');
const visits = occupancy(truth, physician, { horizon: HORIZON });
const mdp = aggregate(truth, abstraction, visits);

const probability = new Float64Array(mdp.nStates * mdp.nActions);
visits.forEach((n, row) => {
  probability[abstraction.map[Math.floor(row / mdp.nActions)] * mdp.nActions + (row % mdp.nActions)] += n;
});
for (let s = 0; s < mdp.nStates; s++) {
  const row = probability.subarray(s * mdp.nActions, (s + 1) * mdp.nActions);
  const total = row.reduce((sum, n) => sum + n, 0);
  row.forEach((n, a) => (row[a] = total > 0 ? n / total : 1 / mdp.nActions));
}
const estimated: Policy = { nStates: mdp.nStates, nActions: mdp.nActions, probability };

process.stdout.write(`physician, truth ${policyValue(truth, physician, { horizon: HORIZON }).value.toFixed(4)}\n`);
for (const gamma of [1, 1.25, 1.5, 2, 3, 3.3, 4, 5]) {
  const { lower, upper } = confoundedValue(mdp, estimated, estimated, { gamma, horizon: HORIZON });
  process.stdout.write(`gamma ${gamma}: ${lower.toFixed(4)} to ${upper.toFixed(4)}\n`);
}
