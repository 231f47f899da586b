/** Learned causal mechanisms: what they are, how to train one, and how to use it. */
export {
  BACKEND_NAMES,
  type BackendName,
  type ImportModule,
  type TensorflowBackend,
  loadTensorflow,
} from '../gadgets/backend.js';
export { gadgetMechanism } from '../gadgets/gadgetMechanism.js';
export {
  type GadgetModel,
  type TrainingBaselines,
  type TrainingRecord,
  untrainedGadget,
} from '../gadgets/gadgetModel.js';
export {
  type Activation,
  type CommonGadgetSpec,
  type Gadget1Spec,
  type Gadget2Spec,
  type GadgetOptions,
  type GadgetSpec,
  type NetworkSpec,
  gadgetSpec,
} from '../gadgets/gadgetSpec.js';
export type { Objective } from '../gadgets/kernels/race/objective.js';
export { formatGadget, parseGadget } from '../gadgets/modelFile.js';
export { onSupport, supportOf } from '../gadgets/training/support.js';
export {
  type TrainedGadget,
  type TrainingOptions,
  type TrainingProgress,
  trainGadget,
} from '../gadgets/training/trainGadget.js';
export { type PairCost, type ObjectiveOptions, trainingObjectives } from '../gadgets/training/trainingObjectives.js';
export type { PairSource, TrainingPair } from '../gadgets/training/trainingPair.js';
export type { TrainingSettings } from '../gadgets/training/trainingSettings.js';
export { type GadgetTraining, type GadgetTrainingOptions, gadgetTraining } from './gadgetTraining.js';
export { pairSource } from './pairSource.js';
export { reachableStates } from './reachableStates.js';
export type { GadgetKind } from './trainMechanism.js';
