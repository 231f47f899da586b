import { ArgumentError } from './errors.js';

/** A package that an install may leave out is not there. */
export class MissingPackageError extends ArgumentError {}

/**
 * Loads a package that an install may leave out (`npm install --omit=optional`).
 *
 * @param what it is needed for, as the subject of a sentence
 * @param packages all that are to be installed for it
 * @param load imports them
 * @throws MissingPackageError with the command that installs them; other errors of loading as they are
 *
 * @example
 * const { View } = await optionalPackage('drawing charts', ['vega'], () => import('vega'));
 */
export async function optionalPackage<Module>(
  what: string,
  packages: readonly string[],
  load: () => Promise<Module>,
): Promise<Module> {
  try {
    return await load();
  } catch (error) {
    if (!isAbsent(error, packages)) throw error;
    throw new MissingPackageError(
      `${what} needs ${packages.join(' and ')}, which this install left out - run npm install ${packages.join(' ')}`,
      { cause: error },
    );
  }
}

/** Node, bundlers and test runners each say it in their own way, but all name the package. */
function isAbsent(error: unknown, packages: readonly string[]): boolean {
  const message = error instanceof Error ? error.message : '';
  return (
    /^(Cannot find (package|module)|Failed to resolve|Could not resolve)/i.test(message) &&
    packages.some((name) => message.includes(`'${name}`))
  );
}
