import { statSync } from 'node:fs';
import { basename } from 'node:path';
import {
  type Provenance,
  descriptionBeside,
  originsOf,
  provenance,
  readProvenance,
  sha256OfFile,
} from '../../files/index.js';
import { matchingFiles } from '../input/matchingFiles.js';
import { pluginSpec } from '../input/plugins/pluginSpec.js';
import type { GivenArguments } from './givenArguments.js';
import { outputOptions } from './outputFiles.js';

/** Options that do not bear on figures: how the report looks, and how many work on it, where. */
const BESIDES = ['json', 'workers', 'threads', 'redis', 'spreadsheet-safe', 'yes'];

/**
 * Where the results of a command come from: all its arguments, the defaults included, so that two runs that differ in
 * one differ here; files by their base names, with their hashes. What is written where is left out: the same results
 * have the same bytes.
 *
 * @param decided values that were found rather than given, by the option that would have given them
 */
export async function provenanceOf(
  { command, values: given }: GivenArguments,
  decided: Readonly<Record<string, unknown>> = {},
): Promise<Provenance> {
  const values = { ...given, ...(await describedBeside(given)) };
  const left = [...BESIDES, ...outputOptions(command)];
  const { seed, ...options } = Object.fromEntries(
    Object.entries({ ...values, ...decided })
      .filter(([option, value]) => value !== undefined && !left.includes(option) && !isEmpty(value))
      .map(([option, value]) => [
        option.replace(/^<(.*)>$/, '$1'),
        PATTERNS.includes(option) ? withoutFolders(value) : named(value),
      ]),
  );
  const read = Object.entries(values)
    .filter(([option]) => !left.includes(option))
    .flatMap(([option, value]) =>
      ((Array.isArray(value) ? value : [value]) as readonly unknown[]).map((each) => filesOf(option, each)),
    );
  const files = [...new Set((await Promise.all(read)).flat())];
  return provenance(command, {
    ...(typeof seed === 'number' && { seed }),
    options,
    inputs: await hashes(files),
    origins: originsOf(await Promise.all(files.map(readProvenance))),
  });
}

/** Options whose values may stand for several files: see `matchingFiles`. */
const PATTERNS = ['<logs>', 'aggregates', 'counts'];

/** A pattern names files as they do themselves. */
function withoutFolders(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutFolders);
  return typeof value === 'string' ? basename(value) : value;
}

async function filesOf(option: string, value: unknown): Promise<readonly string[]> {
  if (typeof value !== 'string') return [];
  const file = fileOf(value);
  if (file !== undefined) return [file];
  // What matches nothing is its command's to refuse.
  const found = PATTERNS.includes(option) ? await matchingFiles(value).catch(() => []) : [];
  return found.filter(isReadable);
}

/** The description that lies beside a log bears on the figures as one that was named does. */
async function describedBeside(values: GivenArguments['values']): Promise<Record<string, unknown>> {
  const { '<log>': log, 'log-description': named } = values;
  const beside = typeof log === 'string' && named === undefined ? await descriptionBeside(log) : undefined;
  return beside === undefined ? {} : { 'log-description': beside };
}

/** Files of one base name are told apart by their place among the arguments. */
async function hashes(paths: readonly string[]): Promise<Record<string, string>> {
  const inputs: Record<string, string> = {};
  for (const path of paths) {
    const name = basename(path);
    let key = name;
    for (let copy = 2; Object.hasOwn(inputs, key); copy++) key = `${name} (${copy})`;
    inputs[key] = await sha256OfFile(path);
  }
  return inputs;
}

/** No folders of the user's: they may be private, and differ between machines. JSON has no Infinity. */
export function named(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(named);
  const file = typeof value === 'string' ? fileOf(value) : undefined;
  if (file !== undefined) return basename(file) + (value as string).slice(file.length);
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
}

function isEmpty(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

/** The file that an argument names; after a module may come parameters. */
function fileOf(value: string): string | undefined {
  const path = isReadable(value) ? value : pluginSpec('', value)?.path;
  return path !== undefined && isReadable(path) ? path : undefined;
}

function isReadable(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}
