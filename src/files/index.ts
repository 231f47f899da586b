export { atomicWrite, type Pieces } from './atomicWrite.js';
export { descriptionBeside, descriptionPath } from './description/descriptionPath.js';
export type { LogDescription } from './description/logDescription.js';
export { readLogDescription } from './description/readLogDescription.js';
export { writeLogDescription } from './description/writeLogDescription.js';
export { provenance, type Provenance, type ProvenanceOptions } from './provenance.js';
export { sha256OfFile } from './sha256OfFile.js';
export { type ColumnNames, type LogColumn } from './trajectories/columnNames.js';
export type { LogFormat, WrittenLogFormat } from './trajectories/logFormat.js';
export {
  type NamingConvention,
  readTrajectories,
  type ReadTrajectoriesOptions,
  type Separator,
} from './trajectories/readTrajectories.js';
export { writeTrajectories, type WriteTrajectoriesOptions } from './trajectories/writeTrajectories.js';
export { readMdp } from './models/readMdp.js';
export { writeMdp } from './models/writeMdp.js';
export { type PolicyFile } from './models/policyFile.js';
export { readPolicy, type ReadPolicyOptions } from './models/readPolicy.js';
export { readScores, type Score } from './models/readScores.js';
export { writePolicy } from './models/writePolicy.js';
export { readMechanism } from './readMechanism.js';
export { readGadget, writeGadget } from './readGadget.js';
