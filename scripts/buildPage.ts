import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type Plugin, type Rolldown, build } from 'vite';

/**
 * `node dist/scripts/buildPage.js`, after the compiler: bundles what the browser runs into dist/page, each script as
 * one file, and the style with its font.
 */
const root = fileURLToPath(new URL('../../', import.meta.url));
const target = `${root}dist/page/`;

/** Large packages behind calls of import(). */
const LATER = ['highs', 'mathjs', 'fast-check'];

/** Of files that a page is written of: no script may end the element that holds it, or open a comment. */
const FORBIDDEN = /<!--|<\/?script/i;

/** By folder `apart`, what is for logs of thousands; a page has one patient at a time, and the plain ways are as quick. */
const PLAIN: Readonly<Record<string, string>> = {
  'explain/apart/leastRows.js': 'explain/stepRows.js',
  'explain/apart/mechanismRows.js': 'explain/stepRows.js',
  'intervals/apart/extremesOf.js': 'intervals/plainExtremes.js',
};

const plainWays: Plugin = {
  name: 'plain-ways',
  enforce: 'pre',
  resolveId(source, importer) {
    if (!importer) return undefined;
    const path = new URL(source, pathToFileURL(importer)).pathname;
    const fast = Object.keys(PLAIN).find((module) => path.endsWith(`/counterfactual/${module}`));
    return fast && path.replace(fast, PLAIN[fast]);
  },
};

/**
 * What no report comes to, by its export: its runs end at a horizon, and mechanisms that need a solver are computed by the
 * command alone.
 */
const UNREACHED: Readonly<Record<string, string>> = {
  '/src/counterfactual/chain/endlessMoments.js': 'endlessMoments',
  '/src/mdp/evaluate/solveValue.js': 'solveValue',
  '/src/mechanisms/fixed/optimalTransport.js': 'optimalTransport',
};

const withoutUnreached: Plugin = {
  name: 'without-unreached',
  enforce: 'pre',
  load(id) {
    const found = Object.keys(UNREACHED).find((module) => id.endsWith(module));
    return found && `export function ${UNREACHED[found]}() { throw new Error('${UNREACHED[found]}: not in a page'); }`;
  },
};

await mkdir(target, { recursive: true });
for (const [name, entry, plugins] of [
  ['report.js', 'main.js', [plainWays, withoutUnreached]],
  ['playground.js', 'playground.js', [plainWays]],
] as const)
  await writeFile(`${target}${name}`, checked(name, await bundled(`dist/src/page/${entry}`, plugins)));
await writeFile(`${target}page.css`, await styled('src/page/page.css'));

async function bundled(entry: string, plugins: readonly Plugin[]): Promise<string> {
  const { output } = await built(plugins, {
    input: `${root}${entry}`,
    // What no page comes to: it offers no mechanism that needs a solver.
    external: LATER,
    // The preload helper asks where it is, wherever an import() was; a script within a page is nowhere.
    transform: { define: { 'import.meta': '{}' } },
    output: { format: 'iife', codeSplitting: false },
  });
  const scripts = output.filter((part) => part.type === 'chunk');
  if (scripts.length !== 1) throw new Error(`buildPage: ${entry} must become one script, got ${scripts.length}`);
  return scripts[0].code;
}

async function styled(entry: string): Promise<string> {
  const { output } = await built([], { input: `${root}${entry}` });
  const style = output.find((part) => part.type === 'asset' && part.fileName.endsWith('.css')) as Rolldown.OutputAsset;
  return String(style.source);
}

async function built(
  plugins: readonly Plugin[],
  rolldownOptions: Rolldown.InputOptions & { output?: Rolldown.OutputOptions },
): Promise<Rolldown.RolldownOutput> {
  const result = await build({
    root,
    configFile: false,
    logLevel: 'warn',
    define: { 'process.env.NODE_ENV': '"production"' },
    plugins: [...plugins],
    build: {
      write: false,
      target: 'es2022',
      modulePreload: false,
      assetsInlineLimit: 200_000,
      rolldownOptions,
    },
  });
  return result as Rolldown.RolldownOutput;
}

function checked(name: string, script: string): string {
  const found = FORBIDDEN.exec(script);
  if (found) throw new Error(`buildPage: ${name} must not hold '${found[0]}', which would end it within a page`);
  return script;
}
