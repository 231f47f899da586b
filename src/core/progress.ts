/** Called by long computations, at most some hundred times: `done` of `total` units of work. */
export type Progress = (done: number, total: number) => void;
