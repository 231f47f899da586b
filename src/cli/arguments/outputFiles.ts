import { accessSync, constants, lstatSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { ArgumentError, DataError } from '../../core/errors.js';
import { descriptionPath } from '../../files/description/descriptionPath.js';
import { fileFault } from '../../files/read/fileFault.js';
import type { GivenArguments } from './givenArguments.js';

/** What a file that a command writes can hold, and so how its name must end. */
const KINDS = {
  log: { what: 'a log', extensions: ['.csv', '.jsonl', '.ndjson', '.parquet', '.npz'], stdout: true },
  model: { what: 'a model', extensions: ['.json', '.npz'], stdout: true },
  anyModel: { what: 'a model', extensions: ['.json', '.npz', '.tra'], stdout: true },
  advice: { what: 'advice', extensions: ['.json'], stdout: true },
  states: { what: 'a file of states', extensions: ['.json'], stdout: true },
  policy: { what: 'a policy', extensions: ['.json'], stdout: true },
  rows: { what: 'a table of rows', extensions: ['.csv'], stdout: true },
  description: { what: 'the description of a log', extensions: ['.json'], stdout: false },
  gadget: { what: 'a gadget', extensions: ['.json'], stdout: false },
  checkpoint: { what: 'a checkpoint', extensions: ['.json'], stdout: false },
  picture: { what: 'a picture', extensions: ['.svg'], stdout: false },
  sums: { what: 'a file of sums', extensions: ['.parquet'], stdout: false },
  query: { what: 'a query', extensions: ['.sql'], stdout: true },
  page: { what: 'a page', extensions: ['.html'], stdout: true },
  script: { what: 'a job script', extensions: ['.sh'], stdout: true },
  folder: { what: 'a folder', extensions: undefined, stdout: false },
} as const;

type Kind = keyof typeof KINDS;

/** Options that name what a command writes. All others that name a file name one that is read. */
export const OUTPUTS: Readonly<Partial<Record<string, Readonly<Partial<Record<string, Kind>>>>>> = {
  simulate: { out: 'log' },
  model: { out: 'anyModel' },
  describe: { out: 'description' },
  states: { out: 'states' },
  fit: { out: 'model', behaviour: 'policy' },
  solve: { out: 'policy' },
  evaluate: { out: 'rows', marginals: 'rows', sample: 'log' },
  explain: { out: 'rows' },
  table: { out: 'rows' },
  split: { learn: 'log', judge: 'log' },
  aggregate: { out: 'sums' },
  sql: { out: 'query' },
  ope: { out: 'rows' },
  improve: { out: 'advice', picture: 'picture' },
  compare: { picture: 'picture' },
  effect: { picture: 'picture' },
  'check-states': { picture: 'picture' },
  select: { picture: 'picture' },
  train: { out: 'gadget', checkpoint: 'checkpoint' },
  report: { out: 'page' },
  playground: { out: 'page' },
  benchmark: { out: 'folder' },
  reproduce: { out: 'folder' },
  worker: { out: 'folder' },
  slurm: { script: 'script' },
  demo: { out: 'folder' },
};

/** Options of the command that name a file to write. */
export function outputOptions(command: string): readonly string[] {
  return Object.keys(OUTPUTS[command] ?? {});
}

/**
 * Checks all that a command is going to write, before it begins: the ending of each name, that nothing written is also
 * read or written twice, whatever it is called or linked as, and that its folder can be written.
 *
 * @throws ArgumentError on names; DataError on what the system says of them
 */
export function checkOutputs({ command, values }: GivenArguments): void {
  const written: (readonly [option: string, path: string])[] = [];
  for (const [option, kind] of Object.entries(OUTPUTS[command] ?? {})) {
    const path = values[option];
    if (typeof path !== 'string' || kind === undefined) continue;
    checkName(option, path, kind);
    const same = written.find(([, other]) => isSame(path, other));
    if (same)
      throw new ArgumentError(
        `--${option}: must be another file than that of --${same[0]}, got '${path}' for both - one would be written over`,
      );
    written.push([option, path]);
    if (kind === 'folder') continue;
    const input = inputsAmong(values, command).find(([, other]) => isSame(path, other));
    if (input && path !== '-')
      throw new ArgumentError(
        `--${option}: must be another file than those that are read, got '${path}', which is that of ${input[0]} - name a new file`,
      );
    checkWritable(path);
  }
}

function checkName(option: string, path: string, kind: Kind): void {
  const { what, extensions, stdout } = KINDS[kind];
  if (path === '-' && stdout) return;
  if (path === '-')
    throw new ArgumentError(`--${option}: ${what} must have a name, got - for standard output - name it`);
  // A device or a pipe has the name that it has.
  if (extensions === undefined || isDevice(path)) return;
  const extension = extname(path).toLowerCase();
  if (!extensions.some((known) => known === extension))
    throw new ArgumentError(
      `--${option}: ${what} must end in ${extensions.join(', ')}, got '${path}' - give it another name`,
    );
}

/** Every argument that could name a file that is read; names of policies and the like do no harm here. */
function inputsAmong(
  values: GivenArguments['values'],
  command: string,
): readonly (readonly [option: string, path: string])[] {
  const outputs = outputOptions(command);
  return Object.entries({ 'log-description': besideLog(values, command), ...values })
    .filter(([option]) => !outputs.includes(option))
    .flatMap(([option, value]) =>
      (Array.isArray(value) ? value : [value]).map((one: unknown) => [option, one] as const),
    )
    .filter((entry): entry is readonly [string, string] => typeof entry[1] === 'string' && entry[1] !== '')
    .map(([option, path]) => [option.startsWith('<') ? option : `--${option}`, path] as const);
}

/** The description that lies beside a log is read with it; what else had its name would be read as one. */
function besideLog(values: GivenArguments['values'], command: string): string {
  const log = values['<log>'];
  return command === 'describe' || typeof log !== 'string' || log === '-' ? '' : descriptionPath(log);
}

/** Whether two paths lead to one file, by links of either kind too; devices may be shared. */
function isSame(one: string, other: string): boolean {
  if (isDevice(one)) return false;
  if (one === '-' || other === '-') return one === other;
  const [a, b] = [statOf(one), statOf(other)];
  if (a && b) return a.dev === b.dev && a.ino === b.ino;
  return !a && !b && placeOf(one) === placeOf(other);
}

function statOf(path: string): { dev: bigint; ino: bigint } | undefined {
  try {
    return statSync(path, { bigint: true });
  } catch {
    return undefined;
  }
}

/** Where a file would be that is not there yet. */
function placeOf(path: string): string {
  try {
    return join(realpathSync(dirname(path)), basename(path));
  } catch {
    return path;
  }
}

function isDevice(path: string): boolean {
  try {
    const found = statSync(path);
    return !found.isFile() && !found.isDirectory();
  } catch {
    return false;
  }
}

/** Hours of work must not end in front of a closed door. */
function checkWritable(path: string): void {
  if (path === '-') return;
  try {
    const link = lstatSync(path, { throwIfNoEntry: false });
    const found = statSync(path, { throwIfNoEntry: false });
    if (link && !found)
      throw new DataError(
        `${path}: must be a file that can be written, got a link to nothing - remove it, or make the file that it names`,
      );
    if (found?.isDirectory()) throw Object.assign(new Error(path), { code: 'EISDIR', syscall: 'open' });
    accessSync(found?.isFile() ? dirname(realpathSync(path)) : found ? path : dirname(path), constants.W_OK);
  } catch (error) {
    throw fileFault(path, 'write', error);
  }
}
