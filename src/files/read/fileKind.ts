import { DataError } from '../../core/errors.js';

/** What a file of ours, or one like it, is about; and how a command line is given it. */
const KINDS = {
  model: 'a model, which goes with --mdp',
  policy: 'a policy, which goes with --policy',
  advice:
    "advice, which goes with --policy of `simulate`, `value`, `ope`, `select` and `evaluate`, with the clinician's --behaviour beside it",
  log: 'a log of trajectories, which comes first on the command line',
  states: 'states of features, which go with --states',
  scores: 'scores of states, which go with --score',
  gadget: 'a learned mechanism, which goes with --mechanism',
  checkpoint: 'a checkpoint of training, which goes with --checkpoint',
  report: 'a report that a command printed',
} as const;

export type FileKind = keyof typeof KINDS;

/** What there is to name, but for what a command printed. */
export const FILE_KINDS: readonly { readonly name: FileKind; readonly summary: string }[] = (
  Object.keys(KINDS) as FileKind[]
)
  .filter((name) => name !== 'report')
  .map((name) => ({ name, summary: KINDS[name] }));

/**
 * Says of a file that is of another kind than wanted what it is.
 *
 * @param wanted the kind that is read
 * @param found what the file is, from one of the functions below; undefined where that cannot be seen
 * @throws DataError if both are known and differ
 */
export function checkKind(file: string, wanted: FileKind, found: FileKind | undefined): void {
  if (found !== undefined && found !== wanted)
    throw new DataError(`${file}: must be ${KINDS[wanted].split(', ', 1)[0]}, got ${KINDS[found]}`);
}

/** The kind of a JSON value: a whole file, or the first line of one. */
export function kindOfJson(content: unknown): FileKind | undefined {
  if (typeof content !== 'object' || content === null) return undefined;
  if (Array.isArray(content)) {
    const first: unknown = content[0];
    return typeof first === 'object' && first !== null && !Array.isArray(first) ? kindOfJson(first) : undefined;
  }
  const has = (...names: readonly string[]): boolean => names.every((name) => Object.hasOwn(content, name));
  const { format } = content as { readonly format?: unknown };
  if (format === 'couplet-gadget') return 'gadget';
  if (format === 'couplet-gadget-checkpoint') return 'checkpoint';
  if (format === 'couplet-advice') return 'advice';
  if (format === 'couplet-states') return 'states';
  if (has('rowStart') || has('transitions') || has('P', 'R')) return 'model';
  if (has('scores')) return 'scores';
  if ((has('action') || has('probability')) && !has('reward')) return 'policy';
  if (has('nSteps') || has('state', 'action')) return 'log';
  return has('estimates') || has('rankings') || has('effects') ? 'report' : undefined;
}

/** The kind of a CSV file, or of an archive of arrays, by the names of its columns or arrays. */
export function kindOfColumns(names: readonly string[]): FileKind | undefined {
  const has = (...wanted: readonly string[]): boolean => wanted.every((name) => names.includes(name));
  if (has('rowStart') || has('tx_mat') || has('transitions') || has('P', 'R')) return 'model';
  if (has('state', 'action', 'reward') || has('observations', 'actions', 'rewards')) return 'log';
  // A log in which a column has another name has more of them.
  const isTable = has('state', 'action') && names.length <= 2 + Number(has('probability')) + Number(has('t'));
  if (isTable || has('nStates', 'probability') || has('nStates', 'action') || names.includes('policy')) return 'policy';
  return undefined;
}

/** The kind of a text: JSON, lines of JSON, or CSV. For files that could not be read as what they should be. */
export function kindOfText(text: string): FileKind | undefined {
  const whole = kindOfJsonText(text);
  if (whole !== undefined) return whole;
  const [first = ''] = text
    .slice(0, 2 ** 16)
    .split(/\r?\n/, 20)
    .filter((line) => line.trim() !== '' && !line.startsWith('#'));
  return (
    kindOfJsonText(first) ??
    kindOfColumns(
      first.split(/[,;\t]/).map((name) =>
        name
          .trim()
          .replace(/^"(.*)"$/, '$1')
          .toLowerCase(),
      ),
    )
  );
}

function kindOfJsonText(text: string): FileKind | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return kindOfJson(JSON.parse(text));
  } catch {
    return undefined;
  }
}
