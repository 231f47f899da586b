import { onePatient } from './onePatient.js';
import { gadgetLoss } from './gadgetLoss.js';
import type { Picture } from './picture.js';
import { promiseAndTruth } from './promiseAndTruth.js';

/** All that `npm run pictures` draws into docs/pictures. */
export const pictures: readonly Picture[] = [promiseAndTruth, onePatient, gadgetLoss];
