import { keyValues } from '../keyValues.js';

/** What a command line names that runs as code. */
export interface PluginSpec {
  /** Of the module. */
  readonly path: string;
  /** What follows it after a colon, `key=value` with commas between. */
  readonly parameters: Readonly<Record<string, string>>;
}

const MODULE = /^(.+\.(?:[cm]?js|m?ts))(?::(.*))?$/i;

/** Whether a specification names a JavaScript module, with parameters or without. */
export function isModule(spec: string): boolean {
  return MODULE.test(spec);
}

/**
 * A module and the parameters after it; undefined for anything else.
 *
 * @param option opens the message of an error
 * @throws ArgumentError on parameters that are no pairs
 *
 * @example
 * pluginSpec('--policy', './mine.mjs:floor=0.1') // { path: './mine.mjs', parameters: { floor: '0.1' } }
 */
export function pluginSpec(option: string, spec: string): PluginSpec | undefined {
  const found = MODULE.exec(spec);
  if (!found) return undefined;
  const [, path, pairs] = found as readonly (string | undefined)[];
  return { path: path!, parameters: pairs === undefined ? {} : keyValues(option, pairs.split(',')) };
}
