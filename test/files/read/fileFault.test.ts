import { describe, expect, it } from 'vitest';
import { DataError } from '../../../src/core/errors.js';
import { fileFault } from '../../../src/files/read/fileFault.js';

const systemError = (code: string): Error => Object.assign(new Error(code), { code, syscall: 'open' });

describe('fileFault', () => {
  it.each<[string, 'read' | 'write', string]>([
    ['ENOENT', 'read', 'be read, got none there - check the path'],
    ['ENOENT', 'write', "be written, got no folder 'a' - create it"],
    ['ENOTDIR', 'read', 'be read, got a path through something that is no folder - check the path'],
    ['EISDIR', 'read', 'be read, got a folder - name a file in it'],
    ['EACCES', 'read', 'be read, got no permission - change its permissions, or choose another'],
    ['EPERM', 'write', 'be written, got no permission - change its permissions, or choose another'],
    ['EROFS', 'write', 'be written, got a disk that cannot be written - choose another folder'],
    ['ENOSPC', 'write', 'be written, got a full disk - make room, or choose another folder'],
    ['EDQUOT', 'write', 'be written, got a full disk - make room, or choose another folder'],
    ['ELOOP', 'read', 'be read, got links that lead in a circle - check the path'],
  ])('puts %s on %s in words', (code, use, message) => {
    const error = systemError(code);
    const fault = fileFault('a/b.csv', use, error);
    expect(fault).toEqual(new DataError(`a/b.csv: must be a file that can ${message}`));
    expect(fault).toHaveProperty('cause', error);
  });

  it('leaves errors of others alone', () => {
    const mine = new RangeError('mine');
    expect(fileFault('a', 'read', mine)).toBe(mine);
    expect(fileFault('a', 'read', 'thrown text')).toBe('thrown text');
  });
});
