import { readFileSync } from 'node:fs';
import { type CheckResult, CheckStatus, type Checker } from '@stryker-mutator/api/check';
import type { Mutant } from '@stryker-mutator/api/core';
import { PluginKind, declareClassPlugin } from '@stryker-mutator/api/plugin';
import { placeKey } from './mutantKey.js';

/** The environment variable that names the file of the places that were drawn. */
export const PLACES = 'COUPLET_MUTANTS';

/**
 * Lets only those mutants be tried that were drawn: at one place there may be several, and a range takes in all of
 * them.
 */
class SampleChecker implements Checker {
  static readonly inject: readonly [] = [];
  #drawn: ReadonlySet<string> = new Set();

  init(): Promise<void> {
    this.#drawn = new Set(JSON.parse(readFileSync(process.env[PLACES]!, 'utf8')) as string[]);
    return Promise.resolve();
  }

  check(mutants: Mutant[]): Promise<Record<string, CheckResult>> {
    const result = (mutant: Mutant): CheckResult =>
      this.#drawn.has(placeKey(mutant))
        ? { status: CheckStatus.Passed }
        : { status: CheckStatus.CompileError, reason: 'not in the sample' };
    return Promise.resolve(Object.fromEntries(mutants.map((mutant) => [mutant.id, result(mutant)])));
  }

  group(mutants: Mutant[]): Promise<string[][]> {
    return Promise.resolve([mutants.map(({ id }) => id)]);
  }
}

export const strykerPlugins: readonly unknown[] = [declareClassPlugin(PluginKind.Checker, 'sample', SampleChecker)];
