import { type PipelineState, pipelineState } from './pipeline/pipelineState.js';
import { type WardState, wardState } from './doctor/wardState.js';
import type { Computer } from './worker/computer.js';

/** What the playground starts with: the same in the command that renders it and in the browser. */
export interface PlaygroundContents {
  /** Of Couplet. */
  readonly version: string;
  readonly pipeline: PipelineState;
  readonly ward: WardState;
  /** Begins to compute. */
  readonly start: (computer: Computer) => void;
}

export function playgroundContents({ version }: { readonly version: string }): PlaygroundContents {
  const pipeline = pipelineState();
  const ward = wardState();
  return {
    version,
    pipeline,
    ward,
    start(computer) {
      pipeline.start(computer);
      ward.start(computer);
    },
  };
}
