import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CompilerState, Extractor, ExtractorConfig } from '@microsoft/api-extractor';

/**
 * `node scripts/apiReport.js` writes what each entry point exports, as api-extractor prints it from the built
 * declarations, to test/api/; with `--check` it compares instead, and fails where they differ. A type that a
 * declaration names but nobody can import is refused in both.
 */
const root = fileURLToPath(new URL('..', import.meta.url));
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const entries = Object.entries(manifest.exports)
  .filter(([, target]) => typeof target === 'object')
  .map(([subpath, { types }]) => ({ name: `couplet${subpath.slice(1).replace('/', '-')}`, types: join(root, types) }));
const check = process.argv.includes('--check');
const folder = mkdtempSync(join(tmpdir(), 'couplet-api-'));
const faults = [];

function configOf({ name, types }) {
  const { compilerOptions } = JSON.parse(readFileSync(join(root, 'tsconfig.json'), 'utf8'));
  return ExtractorConfig.prepare({
    configObjectFullPath: join(root, 'api-extractor.json'),
    packageJsonFullPath: join(root, 'package.json'),
    configObject: {
      projectFolder: root,
      mainEntryPointFilePath: types,
      newlineKind: 'lf',
      compiler: { overrideTsconfig: { compilerOptions, files: entries.map((entry) => entry.types) } },
      apiReport: { enabled: true, reportFileName: `${name}.api.md`, reportFolder: folder, reportTempFolder: folder },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      // Whatever is exported is public; the doc comments are not TSDoc.
      messages: {
        extractorMessageReporting: {
          default: { logLevel: 'warning', addToApiReportFile: true },
          'ae-missing-release-tag': { logLevel: 'none' },
          'ae-forgotten-export': { logLevel: 'warning' },
          'ae-undocumented': { logLevel: 'none' },
        },
        tsdocMessageReporting: { default: { logLevel: 'none' } },
      },
    },
  });
}

/** The report, and the types that it names without exporting them. */
function reportOn(config, compilerState) {
  const forgotten = [];
  Extractor.invoke(config, {
    compilerState,
    localBuild: true,
    messageCallback: (message) => {
      message.handled = true;
      if (message.messageId === 'ae-forgotten-export') forgotten.push(/"(.*?)"/.exec(message.text)[1]);
      else if (message.logLevel === 'error') faults.push(message.text);
    },
  });
  return { report: readFileSync(config.reportFilePath, 'utf8'), forgotten };
}

try {
  const configs = entries.map(configOf);
  const compilerState = CompilerState.create(configs[0], {
    additionalEntryPoints: entries.slice(1).map(({ types }) => types),
  });
  const reports = configs.map((config) => reportOn(config, compilerState));
  // What one entry point exports, the others may name.
  const exported = new Set(
    reports.flatMap(({ report }) =>
      Array.from(report.matchAll(/^export (?:abstract )?(?:class|interface|type) (\w+)/gm), ([, name]) => name),
    ),
  );
  reports.forEach(({ report, forgotten }, i) => {
    const { name } = entries[i];
    const file = join(root, 'test', 'api', `${name}.api.md`);
    for (const type of forgotten.filter((each) => !exported.has(each)))
      faults.push(
        `${name}: every type of its declarations must be exported, got ${type} - export it, or leave it out of them`,
      );
    if (!check) writeFileSync(file, report);
    else if (!existsSync(file) || readFileSync(file, 'utf8') !== report)
      faults.push(
        `${file}: must be the API as it is, got another - npm run api, and read what changed before you commit it`,
      );
  });
} finally {
  rmSync(folder, { recursive: true });
}
for (const fault of faults) console.error(fault);
process.exitCode = faults.length === 0 ? 0 : 1;
