import { ArgumentError } from '../core/errors.js';
import { authorsCall } from '../core/plugins/authorsCall.js';
import { inFewWords } from '../core/plugins/inFewWords.js';
import type { Env, OutcomeWords } from './env.js';
import { type Mdp, checkMdp } from './mdp.js';
import { levelsFault, namesFault } from './parts/listedFault.js';
import type { StateSpace } from './stateSpace.js';

/**
 * The same environment with every function checked for what it returns: states and actions that exist, finite rewards,
 * labels that are text, and a model that is a decision process over the finest space. Whether they are the right ones
 * is for the laws.
 *
 * @throws ArgumentError if the record lacks something, naming it; in use, ArgumentError naming the environment and the
 *   function
 *
 * Cost O(1) a call beside the author's own.
 */
export function guardEnv(env: Env): Env {
  checkRecord(env);
  const { name, nActions, spaces, hidden, restore } = env;
  const [{ nStates }] = spaces;
  const index = (what: string, value: number, length: number): number => {
    if (Number.isInteger(value) && value >= 0 && value < length) return value;
    throw new ArgumentError(
      `env ${name}: ${what} must return an integer from 0 to ${length - 1}, got ${inFewWords(value)}`,
    );
  };
  const call = <Result>(what: string, run: () => Result): Result => authorsCall(`env ${name}: ${what}`, run);
  const told = (outcome: number): OutcomeWords => {
    const words = call('outcomeWords', () => env.outcomeWords!(outcome));
    if (isText((words as OutcomeWords | null)?.was) && isText(words.share)) return words;
    throw new ArgumentError(
      `env ${name}: outcomeWords must return a record of texts, was and share, got ${inFewWords(words)} for outcome ${outcome}`,
    );
  };
  let model: Mdp | undefined;
  const exactModel = (): Mdp => {
    if (model) return model;
    const made = call('exactModel', () => env.exactModel!());
    if ((made as unknown) instanceof Promise || typeof made !== 'object')
      throw new ArgumentError(`env ${name}: exactModel must return a model, got ${inFewWords(made)}`);
    if (made.nStates !== nStates || made.nActions !== nActions)
      throw new ArgumentError(
        `env ${name}: exactModel must have the ${nStates} states of space '${spaces[0].name}' and ${nActions} actions, got ${made.nStates} and ${made.nActions}`,
      );
    checkMdp(made, `env ${name}: exactModel`);
    return (model = made);
  };
  return {
    name,
    nActions,
    spaces,
    parameters: env.parameters,
    outcomes: env.outcomes,
    abstractions: env.abstractions,
    recorded: env.recorded,
    ...(hidden && { hidden: (state: number) => call('hidden', () => hidden.call(env, state)) }),
    ...(restore && {
      restore: (recorded: number, part: number) =>
        index(
          'restore',
          call('restore', () => restore.call(env, recorded, part)),
          nStates,
        ),
    }),
    actionLabel: (action) => call('actionLabel', () => env.actionLabel(action)),
    ...(env.actionParts && { actionParts: env.actionParts }),
    ...(env.actionWords && { actionWords: (action: number) => call('actionWords', () => env.actionWords!(action)) }),
    ...(env.subject && { subject: env.subject }),
    ...(env.outcomeWords && { outcomeWords: (outcome: number) => told(outcome) }),
    initial: (rng) =>
      index(
        'initial',
        call('initial', () => env.initial(rng)),
        nStates,
      ),
    step: (rng, state, action) =>
      index(
        'step',
        call('step', () => env.step(rng, state, action)),
        nStates,
      ),
    reward(state, action, nextState) {
      const reward = call('reward', () => env.reward(state, action, nextState));
      if (Number.isFinite(reward)) return reward;
      throw new ArgumentError(
        `env ${name}: reward must be a finite number, got ${inFewWords(reward)} for (${state}, ${action}, ${nextState})`,
      );
    },
    ...(env.exactModel && { exactModel }),
  };
}

const FUNCTIONS = ['actionLabel', 'initial', 'step', 'reward'] as const;
const OPTIONAL = ['actionWords', 'outcomeWords', 'hidden', 'restore', 'exactModel'] as const;

function checkRecord(env: Env): void {
  const { name, nActions, spaces, abstractions, outcomes } = env as { readonly [Field in keyof Env]?: Env[Field] };
  if (typeof name !== 'string' || name === '')
    throw new ArgumentError(`env: name must be a text that is not empty, got ${inFewWords(name)}`);
  const fail = (field: string, requirement: string, got: unknown): never => {
    throw new ArgumentError(`env ${name}: ${field} must be ${requirement}, got ${inFewWords(got)}`);
  };
  const given = env as unknown as Readonly<Record<string, unknown>>;
  for (const field of FUNCTIONS) if (typeof given[field] !== 'function') fail(field, 'a function', given[field]);
  for (const field of OPTIONAL)
    if (given[field] !== undefined && typeof given[field] !== 'function') fail(field, 'a function', given[field]);
  if (typeof env.parameters !== 'object') fail('parameters', 'a record', env.parameters);
  if (!(Number.isSafeInteger(nActions) && nActions! >= 1)) fail('nActions', 'a whole number from 1', nActions);
  if (env.subject !== undefined && !(isText(env.subject.one) && isText(env.subject.many)))
    fail('subject', 'a record of texts, one and many', env.subject);
  if (!Array.isArray(outcomes) || outcomes.length === 0)
    fail('outcomes', 'a list, the run still going on first', outcomes);
  if (!Array.isArray(spaces) || spaces.length === 0) fail('spaces', 'a list, the finest first', spaces);
  checkNamed(`env ${name}: actionParts`, 'on', env.actionParts);
  for (const space of spaces!) {
    if (typeof space.name !== 'string' || typeof space.label !== 'function')
      fail('spaces', 'records with name, nStates, outcome and label', space);
    if (!(Number.isSafeInteger(space.nStates) && space.nStates >= 1))
      fail(`nStates of space '${space.name}'`, 'a whole number from 1', space.nStates);
    if (!(space.outcome instanceof Uint8Array) || space.outcome.length !== space.nStates)
      fail(`outcome of space '${space.name}'`, `a Uint8Array of length ${space.nStates}`, space.outcome);
  }
  for (const space of spaces!) checkVariables(`env ${name}: variables of space '${space.name}'`, space.variables);
  if (!Array.isArray(abstractions) || abstractions.length !== spaces!.length - 1)
    fail('abstractions', `a list of ${spaces!.length - 1}, from each space to the next`, abstractions);
  const names = spaces!.map((space) => space.name);
  if (!names.includes(env.recorded)) fail('recorded', `one of ${names.join(', ')}`, env.recorded);
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}

/** Checks a list, if there is one, of records with different names and a function. */
function checkNamed(where: string, method: 'on' | 'levelOf', list: unknown): void {
  if (list === undefined) return;
  const fail = (requirement: string, got: unknown): never => {
    throw new ArgumentError(`${where} must be ${requirement}, got ${inFewWords(got)}`);
  };
  if (!Array.isArray(list)) fail('a list', list);
  for (const each of list as readonly (Readonly<Record<string, unknown>> | null)[])
    if (typeof each?.name !== 'string' || typeof each[method] !== 'function')
      fail(`records with name and ${method}`, each);
  const fault = namesFault(where, list as readonly { readonly name: string }[]);
  if (fault !== undefined) throw new ArgumentError(fault);
}

function checkVariables(where: string, variables: StateSpace['variables']): void {
  checkNamed(where, 'levelOf', variables);
  for (const { name, levels, normal } of variables ?? []) {
    if (!Array.isArray(levels) || levels.some((level) => typeof level !== 'string'))
      throw new ArgumentError(`${where}: levels of '${name}' must be a list of texts, got ${inFewWords(levels)}`);
    const fault = levelsFault(levels, normal);
    if (fault) throw new ArgumentError(`${where}: ${fault.field} of '${name}' ${fault.requirement}`);
  }
}
