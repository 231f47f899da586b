import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = new URL('../../', import.meta.url);

// A test of the command must not judge an older build: this throws, with what to run, unless dist/ is what the sources
// give.
execFileSync(process.execPath, [fileURLToPath(new URL('scripts/build.js', root)), '--check'], {
  stdio: ['ignore', 'ignore', 'pipe'],
});

/** Path of the built command. */
export const program: string = fileURLToPath(new URL('dist/src/cli/main.js', root));
