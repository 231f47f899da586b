import {
  type Assumption,
  TrajectoriesBuilder,
  assumptions,
  completeMechanism,
  counterfactualBounds,
  createEnv,
  createMechanism,
  createPolicy,
  entryScore,
  evaluateCounterfactual,
} from '../../src/index.js';
import type { Picture } from './picture.js';
import { rangesChart } from './rangesChart.js';

const MECHANISMS = ['gumbel-max', 'maximal', 'inverse-cdf', 'independent'];

/** A patient of `triage` who waited and died: expected return had they been treated, by mechanism and by assumption. */
export const onePatient: Picture = {
  name: 'one-patient',
  title:
    'A patient who waited and died: the expected return under treatment is -0.1, 0, -0.5 or 0.25, by the mechanism that is assumed',
  draw: async () => {
    const env = createEnv('triage');
    const mdp = env.exactModel!();
    const policy = createPolicy('optimal', mdp);
    const { nStates, nActions } = mdp;
    const patient = new TrajectoriesBuilder({ nStates, nActions, source: mdp.source });
    // From arrival, by waiting, to death.
    patient.step(0, 0, -1, 1);
    patient.endEpisode(true);
    const log = patient.finish();
    const byMechanism = await Promise.all(
      MECHANISMS.map(async (name) => {
        const mechanism = completeMechanism(await createMechanism(name, { score: entryScore(mdp) }));
        const [value] = evaluateCounterfactual(log, mdp, policy, mechanism).expectedReturn;
        return { label: name, group: 'a mechanism', value };
      }),
    );
    const byAssumption = assumptions.map((assumption) => {
      const { meanLower, meanUpper } = counterfactualBounds(log, mdp, policy, assumption);
      return { label: labelOf(assumption), group: 'all mechanisms', lower: meanLower, upper: meanUpper };
    });
    return rangesChart({
      title: 'One patient waited, and died. Had they been treated?',
      subtitle: 'the model is known exactly; what is assumed of the mechanism is the answer',
      axis: 'expected return: −1 death, 0 illness, +1 recovery',
      rows: [...byMechanism, ...byAssumption],
      colours: { 'a mechanism': '#1f6fb4', 'all mechanisms': '#8c6bb1' },
    });
  },
};

function labelOf({ name }: Assumption): string {
  return name === 'none' ? 'any mechanism at all' : `any, assuming ${name}`;
}
