import { runCommandLine } from '../../src/cli/commandLine.js';

export interface CommandRun {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Both streams as a terminal shows them, in the order in which they are written. */
  readonly shown: string;
}

/**
 * Runs a command line in this process, in a folder and off a terminal: hundreds of runs take the time of a few
 * processes. What the program does to the process itself, such as signals, is for tests of the built command.
 */
export async function commandRun(folder: string, words: readonly string[]): Promise<CommandRun> {
  const written = { stdout: '', stderr: '', shown: '' };
  const to =
    (stream: 'stdout' | 'stderr') =>
    (text: string): void => {
      written[stream] += text;
      written.shown += text;
    };
  const restore = [
    taken(process.stdout, to('stdout')),
    taken(process.stderr, to('stderr')),
    ofConsole(to('stdout')),
    inFolder(folder, words),
  ];
  const before = process.exitCode;
  process.exitCode = undefined;
  try {
    const code = await runCommandLine(words);
    return { code: code === 0 ? exitCode() : code, ...written };
  } finally {
    process.exitCode = before;
    for (const again of restore) again();
  }
}

/** What a command set it to. */
function exitCode(): number {
  return Number(process.exitCode ?? 0);
}

function taken(stream: NodeJS.WriteStream, to: (text: string) => void): () => void {
  const write = stream.write.bind(stream);
  stream.write = (piece: string | Uint8Array, ...rest: unknown[]): boolean => {
    to(typeof piece === 'string' ? piece : Buffer.from(piece).toString());
    const done = rest.find((one) => typeof one === 'function') as (() => void) | undefined;
    done?.();
    return true;
  };
  return () => {
    stream.write = write;
  };
}

/** The parser shows help by the console. */
function ofConsole(to: (text: string) => void): () => void {
  const { log } = console;
  console.log = (text: unknown) => {
    to(`${String(text)}\n`);
  };
  return () => {
    console.log = log;
  };
}

function inFolder(folder: string, words: readonly string[]): () => void {
  const [cwd, { argv }] = [process.cwd(), process];
  process.chdir(folder);
  process.argv = [argv[0], 'couplet', ...words];
  return () => {
    process.chdir(cwd);
    process.argv = argv;
  };
}
