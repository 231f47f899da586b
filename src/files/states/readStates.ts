import { extname } from 'node:path';
import { DataError } from '../../core/errors.js';
import type { FeatureStates } from '../../states/featureStates.js';
import { checkSchema } from '../json/checkSchema.js';
import { featureStatesSchema } from '../json/featureStatesSchema.js';
import { asJsonObject, parseJson } from '../json/parseJsonObject.js';
import { readMdp } from '../models/readMdp.js';
import { fileName } from '../read/fileFault.js';
import { checkKind, kindOfJson } from '../read/fileKind.js';
import { readWhole } from '../read/readWhole.js';
import { shownValue } from '../read/shownValue.js';
import { STATES_FORMAT, STATES_VERSION } from './statesFormat.js';

/** 750 states of 48 features are half a megabyte. */
const LARGEST = 2 ** 28;

/**
 * Reads states of features: from a file of `writeStates`, or from a model that was fitted to a log in them.
 *
 * @param path `.json`, or a model's `.npz`
 * @throws DataError with the field that is wrong
 */
export async function readStates(path: string): Promise<FeatureStates> {
  const file = fileName(path);
  if (extname(path).toLowerCase() === '.npz') return statesOfModel(file, await readMdp(path));
  const text = (await readWhole(path, LARGEST, 'is it a file of states?')).toString();
  const parsed = parseJson(file, text);
  if (kindOfJson(parsed) === 'model') return statesOfModel(file, await readMdp(path));
  checkKind(file, 'states', kindOfJson(parsed));
  const content = asJsonObject(file, parsed);
  if (content.format !== STATES_FORMAT)
    throw new DataError(
      `${file}: format must be '${STATES_FORMAT}', got ${shownValue(content.format)} - is it a file of \`couplet states\`?`,
    );
  if (content.version !== STATES_VERSION)
    throw new DataError(
      `${file}: must be version ${STATES_VERSION}, got ${shownValue(content.version)} - use the release of Couplet that wrote it`,
    );
  return checkSchema(file, featureStatesSchema, content);
}

function statesOfModel(
  file: string,
  { source }: { readonly source: { readonly features?: FeatureStates } },
): FeatureStates {
  if (source.features) return source.features;
  throw new DataError(
    `${file}: must hold centres of states, got a model of a log that was not read by them - fit it to one read with --states`,
  );
}
