import { ArgumentError, DataError, NumericalError } from '../../core/errors.js';

/** Functions of the library by what the user wrote to have them called. */
const PLACES: Readonly<Partial<Record<string, string>>> = {
  createMechanism: '--mechanism',
  createPolicy: '--policy',
  policy: '--policy',
  createEnv: '--env',
  findAssumption: '--bounds',
  intervalNamed: '--interval',
  findExperiment: 'the experiment',
  gadgetSpec: '--gadget',
  loadTensorflow: '--backend',
  checkpoint: '--checkpoint',
  readTrajectories: 'the log',
  writeTrajectories: '--out',
  writeMdp: '--out',
  writePolicy: '--out',
  writeAdvice: '--out',
  readScores: '--score',
};

/** Parameters of the library whose option has another name, everywhere or in one function. */
const OPTIONS: Readonly<Partial<Record<string, string>>> = {
  'bounds.ratio': 'max-ratio',
  'bounds.returns': 'return-range',
  'bounds.rewards': 'reward-range',
  'bounds.terms': 'return-range',
  batchSize: 'batch',
  columns: 'column',
  confidence: 'data-confidence',
  checkMechanism: 'couplet check',
  cases: 'worst',
  concentration: 'prior',
  epsilon: 'soften',
  estimators: 'estimator',
  learningRate: 'rate',
  least: 'influence-least',
  leastReturn: 'return-range',
  nActions: 'actions',
  nClusters: 'clusters',
  nStates: 'states',
  'refittedEffects.replicates': 'refit',
  sinkhornSteps: 'sinkhorn',
};

/**
 * The same error with a message in the words of the command line: the option that was given, or the command, in place
 * of the library's function and its parameter. Errors of others are left as they are.
 *
 * @param command its name
 * @param options that it has
 */
export function inUserWords(error: unknown, command: string, options: readonly string[]): unknown {
  const Class = [ArgumentError, DataError, NumericalError].find((one) => error instanceof one);
  if (!Class) return error;
  const { message } = error as Error;
  const said = translated(message, command, options);
  return said === message ? error : new Class(said, { cause: error });
}

function translated(message: string, command: string, options: readonly string[]): string {
  const found = /^([a-z]\w*): (.*)$/s.exec(message);
  if (!found) return message;
  const [, where, rest] = found;
  const words = rest.replaceAll(/\((bounds\.\w+)\)|\b(bounds\.\w+)|\brun (checkMechanism)\b/g, (all, a, b, c) => {
    const name = String(a ?? b ?? c);
    const option = OPTIONS[name];
    if (option === undefined) return all;
    return c === undefined ? `--${option}` : `run ${option}`;
  });
  const required = /^(\w+):? ((?:must|may|Too) .*)$/s.exec(words);
  const [parameter, requirement] = required ? required.slice(1) : ['', ''];
  if (required) {
    const option =
      OPTIONS[`${where}.${parameter}`] ??
      OPTIONS[parameter] ??
      parameter.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    if (options.includes(option)) return `--${option}${/^[A-Z]/.test(requirement) ? ':' : ''} ${requirement}`;
  }
  const place = PLACES[where];
  if (place !== undefined && isHere(place, options))
    return parameter === 'name' || parameter === 'path' ? `${place} ${requirement}` : `${place}: ${words}`;
  // A function of the library; commands and files are named in messages as the user knows them.
  return /[A-Z]/.test(where) ? `${command}: ${words}` : `${where}: ${words}`;
}

function isHere(place: string, options: readonly string[]): boolean {
  return !place.startsWith('--') || options.includes(place.slice(2));
}
