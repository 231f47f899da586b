import { dirname } from 'node:path';
import { DataError } from '../../core/errors.js';

/** How messages name a file: `-` is standard input, or standard output. */
export function fileName(path: string, use: 'read' | 'write' = 'read'): string {
  if (path !== '-') return path;
  return use === 'read' ? 'standard input' : 'standard output';
}

/**
 * What the system said of a file, as a DataError in our words.
 *
 * @returns the error itself if it is none of the system's, so `throw fileFault(...)` is right for everything caught
 */
export function fileFault(path: string, use: 'read' | 'write', error: unknown): unknown {
  if (!(error instanceof Error && 'code' in error && 'syscall' in error)) return error;
  const code = String(error.code);
  const [got, remedy] = reasons(path, use, code);
  return new DataError(`${fileName(path, use)}: must be a file that can be ${done[use]}, got ${got} - ${remedy}`, {
    cause: error,
  });
}

const done = { read: 'read', write: 'written' };

function reasons(path: string, use: 'read' | 'write', code: string): readonly [got: string, remedy: string] {
  switch (code) {
    case 'ENOENT':
      return use === 'read' ? ['none there', 'check the path'] : [`no folder '${dirname(path)}'`, 'create it'];
    case 'ENOTDIR':
      return ['a path through something that is no folder', 'check the path'];
    case 'EISDIR':
      return ['a folder', 'name a file in it'];
    case 'EACCES':
    case 'EPERM':
      return ['no permission', 'change its permissions, or choose another'];
    case 'EROFS':
      return ['a disk that cannot be written', 'choose another folder'];
    case 'ENOSPC':
    case 'EDQUOT':
      return ['a full disk', 'make room, or choose another folder'];
    case 'EFBIG':
      return ['a limit on the size of files', 'raise it (ulimit -f), or write less'];
    case 'ENAMETOOLONG':
      return ['a name that is too long', 'choose a shorter one'];
    case 'ELOOP':
      return ['links that lead in a circle', 'check the path'];
    default:
      return [code, 'choose another'];
  }
}
