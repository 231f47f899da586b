import { z } from 'zod';
import { aliasTables, sampleAlias } from '../../src/core/random/aliasTable.js';
import { sampleCategorical } from '../../src/core/random/sampleCategorical.js';
import { type EnvDefinition, defineEnv } from '../envDefinition.js';
import { numberParameter } from '../../src/core/numberParameter.js';
import { choiceIndex, sepsisDynamics, successor } from './dynamics.js';
import { sepsisExactModel } from './exactModel.js';
import { initialDistribution } from './initialDistribution.js';
import { actionLabel, actionWords } from './labels.js';
import { outcomeWords, outcomes } from './outcome.js';
import { sepsisSpaces } from './spaces.js';
import { N_ACTIONS, treatmentParts } from './treatments.js';
import { uniformStart } from './uniformStart.js';
import { N_FULL, N_OBSERVED } from './variables.js';

/**
 * The sepsis simulator: a patient's vital signs under antibiotics, ventilation and vasopressors, with diabetes hidden
 * from the log. Spaces `full` (1,440 states), `observed` (720, recorded) and `projected` (146).
 *
 * `diabetes` and `start` have no default values, because leaving them out means something that no value says: see
 * `initialDistribution`.
 *
 * `step` also moves on from an end state, as the published code does where it learns the physician policy; runs are
 * to stop there by `spaces[0].outcome`.
 *
 * Source: Oberst and Sontag, "Counterfactual off-policy evaluation with Gumbel-max structural causal models", 2019.
 */
export const sepsis: EnvDefinition = defineEnv({
  name: 'sepsis',
  summary: 'Sepsis treatment with a hidden condition, diabetes: 1,440 states, 8 actions.',
  parameters: z.object({
    version: z
      .enum(['original', 'corrected'])
      .default('original')
      .describe(
        'original: as published, where glucose going up without diabetes becomes min(1, glucose + 1); corrected: min(4, glucose + 1)',
      ),
    diabetes: numberParameter(0, 1)
      .optional()
      .describe(
        'Exact share of diabetics among started episodes, from 0 to 1. Left out: as published, drawn with 0.2 and drawn again with every rejected start, a share of 0.18973',
      ),
    start: z
      .enum(['uniform'])
      .optional()
      .describe(
        'uniform: over all states that are no end, treated ones too, with 0.2 or the given share of diabetics. Left out: as published, untreated and drawn variable by variable',
      ),
  }),
  create(parameters) {
    const { spaces, abstractions } = sepsisSpaces();
    const [full] = spaces;
    const dynamics = sepsisDynamics(parameters.version);
    const { hr, sysbp, o2, glucose, choice } = dynamics;
    const start =
      parameters.start === 'uniform' ? uniformStart(parameters.diabetes) : initialDistribution(parameters.diabetes);
    const starts = aliasTables(Uint32Array.of(0, N_FULL), start);
    return {
      name: 'sepsis',
      parameters,
      nActions: N_ACTIONS,
      actionLabel,
      actionWords,
      actionParts: treatmentParts,
      subject: { one: 'patient', many: 'patients' },
      outcomes,
      outcomeWords,
      spaces,
      abstractions,
      recorded: 'observed',
      hidden: (state) => (state >= N_OBSERVED ? 1 : 0),
      restore: (recorded, hidden) => N_OBSERVED * hidden + recorded,
      initial: (rng) => sampleAlias(rng, starts, 0),
      step(rng, state, action) {
        const at = choiceIndex(state, action);
        return successor(
          state,
          action,
          sampleCategorical(rng, hr[choice[at]]),
          sampleCategorical(rng, sysbp[choice[at + 1]]),
          sampleCategorical(rng, o2[choice[at + 2]]),
          sampleCategorical(rng, glucose[choice[at + 3]]),
        );
      },
      reward: (_state, _action, nextState) => outcomes[full.outcome[nextState]].reward,
      exactModel: () => sepsisExactModel(full, dynamics, start.slice(), parameters),
    };
  },
});
