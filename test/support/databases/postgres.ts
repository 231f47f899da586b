import { execFile, execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from '../servers/freePort.js';
import { type Database, LOG_COLUMNS } from './database.js';
import { answeredRows, logTable } from './logTable.js';

/** Folder of the server's programs: where `COUPLET_POSTGRES` says, else where Debian and others put them. */
function programs(): string | undefined {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).map((version) => join(debian, version, 'bin')) : [];
  return [process.env.COUPLET_POSTGRES ?? '', ...versions, '/usr/local/bin', '/usr/bin', '/opt/homebrew/bin'].find(
    (folder) => folder !== '' && ['initdb', 'postgres', 'psql'].every((name) => existsSync(join(folder, name))),
  );
}

/** Why tests that need a PostgreSQL server are left out; undefined where there is one. */
export const withoutPostgres: string | undefined =
  programs() === undefined
    ? 'no PostgreSQL server is installed: initdb, postgres and psql (Debian: apt-get install postgresql)'
    : undefined;

export interface PostgresServer extends Database {
  readonly port: number;
  stop(): Promise<void>;
}

/**
 * A PostgreSQL server of its own, with an empty database, on a free port of this machine alone. It refuses to run as
 * root, who runs it as `postgres` or `nobody`.
 */
export async function startPostgres(): Promise<PostgresServer> {
  const bin = programs()!;
  const user = process.getuid?.() === 0 ? unprivileged() : undefined;
  const folder = mkdtempSync(join(tmpdir(), 'couplet-postgres-'));
  if (user) chownSync(folder, user.uid, user.gid);
  const data = join(folder, 'data');
  const environment = { ...process.env, LC_ALL: 'C' };
  execFileSync(
    join(bin, 'initdb'),
    ['-D', data, '--username=couplet', '--auth=trust', '--encoding=UTF8', '--locale=C', '--no-sync'],
    { ...user, cwd: folder, env: environment, stdio: 'pipe' },
  );
  const port = await freePort();
  const server = spawn(
    join(bin, 'postgres'),
    // No data of a test is worth a wait for the disk.
    ['-D', data, '-h', '127.0.0.1', '-p', String(port), '-k', folder, '-F', '-c', 'max_connections=5'],
    { ...user, cwd: folder, env: environment, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const kill = (): void => void server.kill('SIGQUIT');
  process.once('exit', kill);
  const ended = new Promise<void>((resolve) => {
    server.once('exit', () => {
      process.off('exit', kill);
      rmSync(folder, { recursive: true, force: true });
      resolve();
    });
  });
  await ready(server.stderr, ended);
  const psql = async (args: readonly string[]): Promise<string> => {
    const { stdout } = await promisify(execFile)(
      join(bin, 'psql'),
      ['-X', '-q', '--csv', '-v', 'ON_ERROR_STOP=1', '-h', '127.0.0.1', '-p', String(port), '-U', 'couplet', ...args],
      { encoding: 'utf8', env: { ...environment, PGDATABASE: 'postgres' }, maxBuffer: 2 ** 30 },
    );
    return stdout;
  };
  let files = 0;
  const file = (text: string): string => {
    const path = join(folder, `${++files}.txt`);
    writeFileSync(path, text);
    return path;
  };
  return {
    port,
    async run(sql) {
      await psql(['-f', file(sql)]);
    },
    async load(table, log) {
      await psql(['-c', `create table "${table}" (${LOG_COLUMNS})`]);
      await psql(['-c', `\\copy "${table}" from '${file(logTable(log))}' with (format csv)`]);
    },
    csv: (sql) => psql(['-f', file(sql)]),
    query: async (sql) => answeredRows(await psql(['-f', file(sql)])),
    async stop() {
      server.kill('SIGINT');
      await ended;
    },
  };
}

function unprivileged(): { uid: number; gid: number } {
  for (const name of ['postgres', 'nobody']) {
    try {
      const [uid, gid] = ['-u', '-g'].map((flag) => Number(execFileSync('id', [flag, name], { stdio: 'pipe' })));
      return { uid, gid };
    } catch {
      // No such user.
    }
  }
  throw new Error('root must have a user to run PostgreSQL as, got neither postgres nor nobody');
}

/** Resolves when the server takes connections, and rejects with its last words where it ends before. */
async function ready(stderr: NodeJS.ReadableStream, ended: Promise<void>): Promise<void> {
  let said = '';
  await new Promise<void>((resolve, reject) => {
    stderr.on('data', (piece: Buffer) => {
      said = `${said}${piece.toString()}`.slice(-2000);
      if (said.includes('ready to accept connections')) resolve();
    });
    void ended.then(() => {
      reject(new Error(`PostgreSQL must start, got: ${said}`));
    });
  });
}
