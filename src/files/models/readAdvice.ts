import { z } from 'zod';
import { DataError } from '../../core/errors.js';
import { type RowMender, rowMender } from '../../core/rowMender.js';
import { type Advice, adviceRow } from '../../mdp/advice/advice.js';
import { identityAdvice } from '../../mdp/advice/identityAdvice.js';
import { checkSchema } from '../json/checkSchema.js';
import { jsonOfKind } from '../json/jsonOfKind.js';
import { asJsonObject } from '../json/parseJsonObject.js';
import { fileName } from '../read/fileFault.js';
import { readWhole } from '../read/readWhole.js';
import { shownValue } from '../read/shownValue.js';
import { ADVICE_FORMAT, ADVICE_VERSION, type AdviceFile } from './adviceFormat.js';
import { checkEntries } from './policy/policyTable.js';
import { POLICY_HEADER, checkNames, policyHeaderSchema } from './policyHeader.js';
import { LARGEST_JSON } from './readMdp.js';

export interface ReadAdviceOptions {
  /** 1e-4 for probabilities that were printed with four decimals: see `rowMender`. Default 0. */
  readonly rounding?: number;
  /** Told in a sentence, once, what was mended. */
  readonly say?: (sentence: string) => void;
}

const id = z.union([z.int().min(0), z.string()]);
const ruleSchema = z.strictObject({
  state: id,
  intended: id,
  do: z.union([id, z.record(z.string(), z.number())]),
  says: z.string().exactOptional(),
});
type Rule = z.output<typeof ruleSchema>;

const rulesSchema = z.object({ rules: z.array(ruleSchema) });
const KNOWN = ['format', 'version', 'rules', ...POLICY_HEADER];

/**
 * Reads advice from a JSON file:
 *
 *     { "format": "couplet-advice", "version": 1, "nStates", "nActions", "rules": [
 *         { "state": 3, "intended": 4, "do": { "0": 0.75, "4": 0.25 }, "says": "for people" }, … ] }
 *
 * with "space", "states", "actions", "ends" and "discount" as a policy has them. A rule says what to do in a state when
 * the clinician is about to do what is `intended`: an action, or probabilities of actions; by number, or by name where
 * the file names them. Where there is no rule the clinician is left alone.
 *
 * @param path `-` is standard input
 * @returns the advice; fields that are no part of it are in `extra`
 * @throws DataError with the file's name, and the rule that is wrong
 */
export async function readAdvice(path: string, options: ReadAdviceOptions = {}): Promise<AdviceFile> {
  const file = fileName(path);
  const text = (await readWhole(path, LARGEST_JSON, 'is it advice?')).toString();
  const content = asJsonObject(file, jsonOfKind(file, 'advice', text));
  const { format, version } = content;
  if (format !== ADVICE_FORMAT)
    throw new DataError(`${file}: format must be '${ADVICE_FORMAT}', got ${shownValue(format)} - is it advice?`);
  if (version !== ADVICE_VERSION)
    throw new DataError(
      `${file}: must be version ${ADVICE_VERSION}, got ${shownValue(version)} - use the release of Couplet that wrote it`,
    );
  const header = checkSchema(file, policyHeaderSchema, content);
  checkNames(file, header);
  const { nStates, nActions, couplet, ...named } = header;
  const { rules } = checkSchema(file, rulesSchema, content);
  checkEntries(file, nStates, nActions ** 2, 'advice');
  const advice = identityAdvice(nStates, nActions);
  const mender = rowMender(options.rounding);
  const taken = new Set<number>();
  rules.forEach((rule, r) => {
    const where = `${file}: rules[${r}]`;
    const state = numberOf(where, 'state', rule.state, nStates, named.states);
    const intended = numberOf(where, 'intended', rule.intended, nActions, named.actions);
    const row = adviceRow(advice, state, intended);
    if (taken.has(row))
      throw new DataError(
        `${where}: each state and intended action must have one rule, got a second for state ${state}, action ${intended} - write what to do with which probability in one`,
      );
    taken.add(row);
    writeRow(where, advice.probability.subarray(row, row + nActions), rule.do, named.actions, mender);
  });
  for (const sentence of mender.sentences()) options.say?.(`${file}: ${sentence}`);
  return {
    ...advice,
    ...named,
    ...(couplet && { provenance: couplet }),
    extra: Object.fromEntries(Object.entries(content).filter(([key]) => !KNOWN.includes(key))),
  };
}

function writeRow(
  where: string,
  row: Float64Array,
  chosen: Rule['do'],
  names: Advice['actions'],
  mender: RowMender,
): void {
  row.fill(0);
  if (typeof chosen !== 'object') {
    row[numberOf(where, 'do', chosen, row.length, names)] = 1;
    return;
  }
  for (const [action, share] of Object.entries(chosen)) row[numberOf(where, 'do', action, row.length, names)] += share;
  const fault = mender.mend(row);
  if (fault !== undefined) throw new DataError(`${where}: do: ${fault}`);
}

/** A state or action by its name, where there are names, or by its number, also as text. */
function numberOf(
  where: string,
  field: string,
  given: number | string,
  count: number,
  names: readonly string[] | undefined,
): number {
  const named = typeof given === 'string' ? (names?.indexOf(given) ?? -1) : -1;
  if (named >= 0) return named;
  const number = typeof given === 'number' || /^(0|[1-9]\d*)$/.test(given) ? Number(given) : NaN;
  if (number < count) return number;
  throw new DataError(
    `${where}: ${field} must be a number from 0 to ${count - 1}${names ? ', or one of the names in the file' : ''}, got ${shownValue(given)}`,
  );
}
