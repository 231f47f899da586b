/** Learned causal mechanisms: what they are, how to train one, and how to use it. */
export { BACKEND_NAMES, type BackendName, type TensorflowBackend, loadTensorflow } from './backend.js';
export { gadgetMechanism } from './gadgetMechanism.js';
export { type GadgetModel, type TrainingRecord, untrainedGadget } from './gadgetModel.js';
export {
  type Gadget1Spec,
  type Gadget2Spec,
  type GadgetOptions,
  type GadgetSpec,
  type NetworkSpec,
  gadgetSpec,
} from './gadgetSpec.js';
export type { Objective } from './kernels/race/objective.js';
export { formatGadget, parseGadget } from './modelFile.js';
export { onSupport, supportOf } from './training/support.js';
export {
  type TrainedGadget,
  type TrainingOptions,
  type TrainingProgress,
  trainGadget,
} from './training/trainGadget.js';
export { type PairCost, type ObjectiveOptions, trainingObjectives } from './training/trainingObjectives.js';
export type { PairSource, TrainingPair } from './training/trainingPair.js';
export type { TrainingSettings } from './training/trainingSettings.js';
