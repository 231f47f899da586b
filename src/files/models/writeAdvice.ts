import { ArgumentError } from '../../core/errors.js';
import { type Advice, adviceRow, checkAdvice, leavesAlone } from '../../mdp/advice/advice.js';
import type { Labels } from '../../ope/diagnostics/labels.js';
import { jsonPieces } from '../json/jsonPieces.js';
import type { Provenance } from '../provenance.js';
import { atomicWrite } from '../write/atomicWrite.js';
import { ADVICE_FORMAT, ADVICE_VERSION } from './adviceFormat.js';

export interface WriteAdviceOptions {
  /** What people call states and actions, for the words of each rule; default: the names that the advice has, if any. */
  readonly labels?: Labels;
  /** More fields, such as what the advice was chosen by; typed arrays become lists. */
  readonly extra?: Readonly<Record<string, unknown>>;
}

/**
 * Writes advice to a JSON file, as `readAdvice` reads it: every number comes back the same, bit for bit. A rule is
 * written, on a line of its own, for each state and intended action in which the clinician is not left alone.
 *
 * @param path `-` is standard output
 * @throws ArgumentError if the advice is not well formed or an extra field has the name of one of its own; DataError if
 *   the file cannot be written
 *
 * Cost O(S·A²).
 */
export async function writeAdvice(
  path: string,
  advice: Advice,
  provenance: Provenance,
  { labels = namesOf(advice), extra = {} }: WriteAdviceOptions = {},
): Promise<void> {
  checkAdvice(advice, 'writeAdvice');
  const { nStates, nActions, space, states, actions, ends, discount } = advice;
  const content = {
    couplet: provenance,
    format: ADVICE_FORMAT,
    version: ADVICE_VERSION,
    ...{ nStates, nActions, space, states, actions, ends, discount },
  };
  const taken = ['rules', ...Object.keys(content)].find((name) => Object.hasOwn(extra, name));
  if (taken !== undefined) throw new ArgumentError(`writeAdvice: extra must have names of its own, got '${taken}'`);
  await atomicWrite(path, pieces({ ...content, ...extra }, advice, labels));
}

/** A field a line, and a rule a line: for people to read, and to compare by lines. */
function* pieces(
  fields: Readonly<Record<string, unknown>>,
  advice: Advice,
  labels: Labels | undefined,
): Generator<string> {
  yield '{\n';
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined) continue;
    yield `${JSON.stringify(name)}:`;
    yield* jsonPieces(value);
    yield ',\n';
  }
  yield '"rules":[';
  let separator = '\n';
  for (let state = 0; state < advice.nStates; state++) {
    for (let intended = 0; intended < advice.nActions; intended++) {
      if (leavesAlone(advice, state, intended)) continue;
      yield separator;
      yield* jsonPieces(ruleOf(advice, state, intended, labels));
      separator = ',\n';
    }
  }
  yield '\n]}\n';
}

function ruleOf(
  advice: Advice,
  state: number,
  intended: number,
  labels: Labels | undefined,
): Readonly<Record<string, unknown>> {
  const { nActions, probability } = advice;
  const row = adviceRow(advice, state, intended);
  const chosen = Array.from({ length: nActions }, (_, a) => a).filter((a) => probability[row + a] !== 0);
  const instead = chosen.map((a) => {
    const share = probability[row + a];
    return `${labels?.action(a) ?? ''}${share === 1 ? '' : ` with probability ${Number(share.toPrecision(4))}`}`;
  });
  return {
    state,
    intended,
    do: Object.fromEntries(chosen.map((a) => [a, probability[row + a]])),
    says: labels && `${labels.state(state)}: instead of ${labels.action(intended)}, do ${instead.join(', or ')}`,
  };
}

function namesOf({ states, actions }: Advice): Labels | undefined {
  if (!states && !actions) return undefined;
  return { state: (s) => states?.[s] ?? `state ${s}`, action: (a) => actions?.[a] ?? `action ${a}` };
}
