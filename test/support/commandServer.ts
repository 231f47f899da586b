import { execFileSync, spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CommandRun } from './commandRun.js';

const server = fileURLToPath(new URL('../../dist/scripts/commands/serveCommands.js', import.meta.url));

/** Runs a command line in a folder, in a process that has run others before. */
export type CommandServer = (folder: string, words: readonly string[], input: string) => CommandRun;

/**
 * Starts such a process, of the built command; it ends with this one.
 *
 * Named pipes, as the one kind of channel that can be waited for without giving tests a turn.
 *
 * @throws Error, from the function returned, if the process is gone
 */
export function startCommandServer(): CommandServer {
  const folder = mkdtempSync(join(tmpdir(), 'couplet-server-'));
  const paths = [join(folder, 'answers'), join(folder, 'requests')];
  execFileSync('mkfifo', paths);
  // Open to both sides at first, as opening to one waits for the other.
  const [toAnswer, requests] = paths.map((path) => openSync(path, 'r+'));
  const [answers, toRead] = paths.map((path) => openSync(path, 'r'));
  rmSync(folder, { recursive: true });
  spawn(process.execPath, [server], { stdio: ['ignore', 'ignore', 'inherit', toAnswer, toRead] }).unref();
  // From here on the answers end when the process does.
  closeSync(toAnswer);
  closeSync(toRead);

  const piece = Buffer.alloc(65_536);
  return (folder, words, input) => {
    const request = Buffer.from(`${JSON.stringify([folder, words, input])}\n`);
    for (let sent = 0; sent < request.length;) sent += writeSync(requests, request, sent);
    const pieces: Buffer[] = [];
    while (pieces.at(-1)?.at(-1) !== 10) {
      const length = readSync(answers, piece);
      if (length === 0) throw new Error(`the process of the commands must answer, but ended on ${words.join(' ')}`);
      pieces.push(Buffer.from(piece.subarray(0, length)));
    }
    return JSON.parse(Buffer.concat(pieces).toString()) as CommandRun;
  };
}
