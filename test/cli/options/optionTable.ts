import { existsSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type CommandRun, commandRun } from '../../support/commandRun.js';
import { commandOptions } from '../commandOptions.js';
import { loadCommand } from '../../../src/cli/commands/index.js';
import type { CommandName } from '../../../src/cli/commands/summaries.js';
import { type Given, type Value, without, wordsOf } from './given.js';

/** One option of a command, given. */
export interface Row {
  /** As on the command line, without its dashes; positionals as `<log>`. */
  readonly option: string;
  readonly value: Value;
  /** What both runs have besides what all rows have. */
  readonly beside?: Given;
  /** What all rows have and these runs do not. */
  readonly leave?: readonly string[];
  /** What is seen of both runs, where not what all rows see. */
  readonly see?: See;
  /** What must come out, where not the figures of the library. */
  readonly expected?: (given: Given) => unknown;
  /** True of an option that says how or where a result is written: where it comes from is then the same. */
  readonly manner?: true;
}

/** What a run shows: figures, or the words of a fault; files are read as text. May be a promise. */
export type See = (run: CommandRun, read: (file: string) => string) => unknown;

export interface OptionTable {
  readonly folder: string;
  /** Given in all runs, unless a row says otherwise. */
  readonly base: Given;
  readonly see: See;
  /** The figures by the library, from the same arguments. */
  readonly library: (given: Given) => unknown;
  readonly rows: readonly Row[];
  /** True where the results hold all settings themselves, so that of where they come from only the seed changes. */
  readonly specified?: true;
}

/**
 * Holds, of every option of a command: a run with it gives what the library does with that argument, and not what a run
 * without it gives. An option without a row is a failure, and so is a row without an option.
 */
export function optionTable(name: CommandName, { folder, base, see, library, rows, specified }: OptionTable): void {
  describe(`couplet ${name}`, () => {
    it('has a row for each of its options, and no other', async () => {
      const command = await loadCommand(name);
      const inRows = new Set(rows.map(({ option }) => option.replaceAll(/[<>]/g, '')));
      expect([...inRows].sort()).toEqual([...commandOptions(command).keys()].sort());
    });

    const prepared = new Set(readdirSync(folder));
    const run = (given: Given): Promise<CommandRun> => {
      // What another run wrote must not pass for what this one does.
      for (const file of readdirSync(folder)) if (!prepared.has(file)) rmSync(join(folder, file), { recursive: true });
      return commandRun(folder, wordsOf(name, given));
    };
    const read = (file: string): string => {
      const path = join(folder, file);
      return existsSync(path) ? readFileSync(path, 'utf8') : '(no file)';
    };

    // Most rows have the same run without them.
    const seenBefore = new Map<string, unknown>();
    const seen = async (given: Given, look: See): Promise<unknown> => {
      const key = JSON.stringify(wordsOf(name, given));
      if (look === see && seenBefore.has(key)) return seenBefore.get(key);
      const found = await look(await run(given), read);
      if (look === see) seenBefore.set(key, found);
      return found;
    };

    it('gives what the library does', async () => {
      expect(plain(figuresOf(await seen(base, see)))).toEqual(plain(await library(base)));
    });

    it.each(rows.map((row) => [`--${row.option} ${String(row.value)}`, row] as const))('%s', async (_, row) => {
      const look = row.see ?? see;
      const bare = { ...without(base, ...(row.leave ?? [])), ...row.beside };
      const given = { ...bare, [row.option]: row.value };
      const rest = row.option in bare && bare[row.option] === row.value ? without(bare, row.option) : bare;
      const other = await seen(rest, look);
      const mine = await seen(given, look);
      expect(plain(figuresOf(mine))).toEqual(plain(await (row.expected ?? library)(given)));
      expect(plain(figuresOf(mine))).not.toEqual(plain(figuresOf(other)));
      const [one, two] = [coupletOf(mine), coupletOf(other)];
      if (!one || !two) return;
      if (row.manner ?? (specified && row.option !== 'seed')) expect(one).toEqual(two);
      else expect(one).not.toEqual(two);
    });
  });
}

/** What `couplet ... --json` printed; the words of the fault where it ended with one. */
export const seeJson: See = (run) => (run.code === 0 ? dataIn(run.stdout) : faultOf(run));

/** The JSON object of a text, or what stands there in its place. */
export function dataIn(text: string): unknown {
  return text.startsWith('{') ? (JSON.parse(text) as unknown) : text;
}

export function faultOf({ code, stderr }: CommandRun): Record<string, unknown> {
  return { fault: stderr, code };
}

/** As JSON has it; typed arrays as lists. */
export function plain(data: unknown): unknown {
  const text = JSON.stringify(data, (_, value: unknown) =>
    ArrayBuffer.isView(value) ? Array.from(value as Float64Array) : value,
  );
  return JSON.parse(text) as unknown;
}

/** Without where it comes from, which is held by itself. */
function figuresOf(seen: unknown): unknown {
  if (typeof seen !== 'object' || seen === null || Array.isArray(seen)) return seen;
  return Object.fromEntries(Object.entries(seen).filter(([key]) => key !== 'couplet'));
}

function coupletOf(seen: unknown): unknown {
  return typeof seen === 'object' && seen !== null && 'couplet' in seen ? seen.couplet : undefined;
}
