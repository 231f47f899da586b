import type { VNode } from 'preact';
import type { PipelineState } from './pipelineState.js';

export function Estimates({ state }: { readonly state: PipelineState }): VNode | null {
  return state.progress.value.results.estimates ? <p /> : null;
}
