import { cp, mkdtemp, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import ts from 'typescript';
import type { LocatedFault } from './locate.js';

/** A copy of the project in which faults can be made: the project itself is never touched. */
export interface ScratchTree {
  readonly root: string;
  /** Works on the copy while it has the fault, and takes it out again whatever happens. */
  with<Result>(fault: LocatedFault, work: () => Promise<Result>): Promise<Result>;
  remove(): Promise<void>;
}

const LEFT = ['node_modules', '.git', 'coverage', 'couplet-demo', '.stryker-tmp'];

/** @param project the root of the project, built */
export async function scratchTree(project: string): Promise<ScratchTree> {
  // By its real name: what is loaded by another would be loaded twice.
  const root = await realpath(await mkdtemp(join(tmpdir(), 'couplet-faults-')));
  await cp(project, root, { recursive: true, filter: (path) => !LEFT.includes(basename(path)) });
  // Tests refuse a build that is not what the sources give; here a fault is put into both, and nothing is built anew.
  await writeFile(join(root, 'scripts', 'build.js'), '');
  await symlink(await realpath(join(project, 'node_modules')), join(root, 'node_modules'));
  return {
    root,
    async with(fault, work) {
      const source = join(root, fault.path);
      const built = join(root, 'dist', fault.path.replace(/\.ts$/, '.js'));
      const [text, code] = [await readFile(source, 'utf8'), await readFile(built, 'utf8')];
      try {
        const wrong = text.replace(fault.text, () => fault.replacement);
        await writeFile(built, transpiled(fault, wrong));
        await writeFile(source, wrong);
        return await work();
      } finally {
        await writeFile(source, text);
        await writeFile(built, code);
      }
    },
    remove: () => rm(root, { recursive: true }),
  };
}

/** Types are not asked: a fault that leaves something unused is one all the same. */
function transpiled({ id, path }: LocatedFault, text: string): string {
  const { outputText, diagnostics = [] } = ts.transpileModule(text, {
    fileName: path,
    reportDiagnostics: true,
    compilerOptions: { target: ts.ScriptTarget.ES2023, module: ts.ModuleKind.ESNext, verbatimModuleSyntax: true },
  });
  if (diagnostics.length === 0) return outputText;
  throw new Error(
    `${id}: the replacement must be code, got ${ts.flattenDiagnosticMessageText(diagnostics[0].messageText, ' ')}`,
  );
}
