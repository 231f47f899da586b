import { commandFaults } from './commandFaults.js';
import { counterfactualFaults } from './counterfactualFaults.js';
import { estimateFaults } from './estimateFaults.js';
import { estimatorFaults } from './estimatorFaults.js';
import { experimentFaults } from './experimentFaults.js';
import type { Fault } from './fault.js';
import { fileFaults } from './fileFaults.js';
import { foundationFaults } from './foundationFaults.js';
import { gadgetFaults } from './gadgetFaults.js';
import { honestFaults } from './honestFaults.js';
import { intervalFaults } from './intervalFaults.js';
import { logFaults } from './logFaults.js';
import { mechanismFaults } from './mechanismFaults.js';
import { modelFaults } from './modelFaults.js';
import { readingFaults } from './readingFaults.js';
import { exchangeFaults } from './exchangeFaults.js';
import { sharingFaults } from './sharingFaults.js';
import { sumFaults } from './sumFaults.js';

/** All of them, from the numbers to the command line. */
export const faultList: readonly Fault[] = [
  ...foundationFaults,
  ...fileFaults,
  ...modelFaults,
  ...logFaults,
  ...mechanismFaults,
  ...counterfactualFaults,
  ...estimatorFaults,
  ...intervalFaults,
  ...gadgetFaults,
  ...honestFaults,
  ...experimentFaults,
  ...estimateFaults,
  ...commandFaults,
  ...readingFaults,
  ...sumFaults,
  ...exchangeFaults,
  ...sharingFaults,
];
