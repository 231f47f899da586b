import { DataError } from '../../../core/errors.js';

const MAGIC = '\x89HDF';

/** How a file of HDF5 becomes an archive, in a line of Python. */
export const HDF5_REMEDY = `convert it in Python: import h5py, numpy; a = {}; h5py.File('log.hdf5').visititems(lambda n, d: a.update({n: d[()]}) if hasattr(d, 'shape') else None); numpy.savez('log.npz', **a)`;

/** @throws DataError if the bytes are of HDF5, which Minari and D4RL save */
export function refuseHdf5(file: string, bytes: Buffer): void {
  if (bytes.toString('latin1', 0, MAGIC.length) === MAGIC)
    throw new DataError(`${file}: must be a log, got HDF5, which is not read - ${HDF5_REMEDY}`);
}
