import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Mutant } from '@stryker-mutator/api/core';
import type { Logger } from '@stryker-mutator/api/logging';
import { Instrumenter } from '@stryker-mutator/instrumenter';
import { contentKey, textAt } from './mutantKey.js';

/** A change that can be made to the code, with its name that does not depend on where the file lies. */
export interface ListedMutant {
  readonly mutant: Mutant;
  readonly content: string;
}

/** Every mutant of a folder of src, in the order of the files and of their text. */
export async function mutantsOf(root: string, folder: string): Promise<ListedMutant[]> {
  const found = await readdir(join(root, 'src', folder), { recursive: true });
  const names = found.filter((name) => name.endsWith('.ts')).sort();
  const instrumenter = new Instrumenter(silent);
  const listed: ListedMutant[] = [];
  for (const name of names) {
    const path = join('src', folder, name);
    const text = await readFile(join(root, path), 'utf8');
    const options = { plugins: null, excludedMutations: [], ignorers: [] };
    const { mutants } = await instrumenter.instrument([{ name: path, mutate: true, content: text }], options);
    const copies = new Map<string, number>();
    for (const mutant of mutants) {
      const original = textAt(text, mutant.location);
      const same = contentKey(mutant, original, 0);
      const copy = copies.get(same) ?? 0;
      copies.set(same, copy + 1);
      listed.push({ mutant, content: contentKey(mutant, original, copy) });
    }
  }
  return listed;
}

const nothing = (): void => undefined;
const no = (): boolean => false;

const silent: Logger = {
  isTraceEnabled: no,
  isDebugEnabled: no,
  isInfoEnabled: no,
  isWarnEnabled: no,
  isErrorEnabled: no,
  isFatalEnabled: no,
  trace: nothing,
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  fatal: nothing,
};
