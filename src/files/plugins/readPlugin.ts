import { access } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { DataError } from '../../core/errors.js';
import { shownValue } from '../read/shownValue.js';
import { type PluginKind, pluginKind, pluginKinds } from './pluginKind.js';

/**
 * Loads the default export of a JavaScript module: a record, or a function, of one of the kinds that can be plugged in.
 * What the record must hold is for those to check who use it.
 *
 * The module is run: load only code that you trust.
 *
 * @param path of an ES module, `.mjs` or `.js`
 * @param kind that is wanted; default any
 * @throws DataError if the file is missing or throws while loading, or its default export is none of that kind
 */
export async function readPlugin(path: string, kind?: PluginKind): Promise<object> {
  const wanted = kind === undefined ? 'a mechanism, an environment, a policy or an estimator' : pluginKinds[kind].what;
  const form = kind === undefined ? '{ name, ... }' : pluginKinds[kind].form;
  const fail = (fault: string, cause?: unknown): never => {
    throw new DataError(`${path}: ${fault}`, { cause });
  };
  await access(path).catch((error: unknown) =>
    fail(`must be a readable ${kind === undefined ? '' : `${kind} `}file, but cannot be opened`, error),
  );
  let exported: unknown;
  try {
    ({ default: exported } = (await import(pathToFileURL(resolve(path)).href)) as { readonly default?: unknown });
  } catch (error) {
    return fail(`must load as a JavaScript module, but throws: ${thrownText(error)}${missingPackage(error)}`, error);
  }
  if ((typeof exported !== 'object' && typeof exported !== 'function') || exported === null)
    return fail(
      `the default export must be ${wanted}, got ${exported === undefined ? 'none' : typeof exported} - export default ${form}`,
    );
  const found = pluginKind(exported);
  if (kind !== undefined && found !== undefined && found !== kind)
    return fail(`the default export must be ${wanted}, got ${pluginKinds[found].what} - name it with --${found}`);
  return exported;
}

/** Anything can be thrown. */
export function thrownText(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : shownValue(thrown);
}

/** A module finds its packages from its own folder, whoever runs it. */
function missingPackage(error: unknown): string {
  const missing = error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND';
  const name = missing ? /package '([^']+)'/.exec(error.message)?.[1] : undefined;
  return name === undefined ? '' : ` - run npm install ${name} in the folder of the file`;
}
