import { ESTIMATORS, REPLICATES } from './figures.js';
import type { Settings } from './settings.js';

/** The lines of TypeScript that do what each step did; together, with the imports, they are a program. */
export interface Program {
  readonly simulate: string;
  readonly fit: string;
  readonly solve: string;
  readonly promise: string;
  readonly estimates: string;
}

/** The program of these settings, of the public API alone. */
export function program(settings: Settings): Program {
  const { seed, patients, horizon, space, worst, plan, discount, judgedAt } = settings;
  const own = space === 'full' ? 'full' : 'observed';
  const seen = own === 'full' ? `projectTrajectories(log, env, 'full')` : 'log';
  const fitted = `const fitted = fit(
  ${seen},
  fitSpaceOf(env, '${own}', '${space}'),
);
`;
  const mixed = worst === 0 ? 'const { mdp } = fitted;' : `const mdp = mixWorst(fitted.mdp, ${worst});`;
  const how = `{ horizon: ${horizon}, discount: ${judgedAt} }`;
  return {
    simulate: `const env = createEnv('sepsis');
const exact = env.exactModel!();
const physician = createPolicy('physician', exact);
const log = simulate(createRng(${seed}), env, physician, {
  episodes: ${patients},
  horizon: ${horizon},
  propensities: 'all',
});`,
    fit: fitted + mixed,
    solve:
      plan === 'forever'
        ? `const { policy } = policyIteration(mdp, { discount: ${discount} });`
        : `const { action } = backwardInduction(mdp, {
  horizon: ${horizon},
  discount: ${discount},
});
const policy = deterministicOverTime(mdp, action);`,
    promise: `const how = ${how};
const promise = policyValue(mdp, policy, how).value;

const acting = liftPolicy(
  policy,
  abstractionBetween(env, 'full', '${space}'),
);
const truth = policyValue(exact, acting, how).value;`,
    estimates: `const patients = projectTrajectories(
  log,
  env,
  '${space}',
);
const { estimates } = offPolicyEvaluation(
  createRng(${seed}),
  patients,
  policy,
  {
    ...how,
    model: mdp,
    estimators: [${quoted(ESTIMATORS.slice(0, 4))},
      ${quoted(ESTIMATORS.slice(4))}],
    interval: { replicates: ${REPLICATES} },
  },
);

const evaluation = evaluateCounterfactual(
  patients,
  mdp,
  policy,
  completeMechanism(gumbelMax()),
  how,
);
const { expectedReturn } = evaluation;`,
  };
}

/** All of it, to be run as it is. */
export function wholeProgram(settings: Settings): string {
  const { simulate, fit, solve, promise, estimates } = program(settings);
  const lines = [simulate, fit, solve, promise, estimates].join('\n\n');
  const names = IMPORTED.filter((name) => new RegExp(`\\b${name}\\(`).test(lines));
  return `import {\n${names.map((name) => `  ${name},\n`).join('')}} from 'couplet';\n\n${lines}\n\nconsole.log({ promise, truth, estimates });\n`;
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `'${name}'`).join(', ');
}

const IMPORTED = [
  'abstractionBetween',
  'backwardInduction',
  'completeMechanism',
  'createEnv',
  'createPolicy',
  'createRng',
  'deterministicOverTime',
  'evaluateCounterfactual',
  'fit',
  'fitSpaceOf',
  'gumbelMax',
  'liftPolicy',
  'mixWorst',
  'offPolicyEvaluation',
  'policyIteration',
  'policyValue',
  'projectTrajectories',
  'simulate',
];
