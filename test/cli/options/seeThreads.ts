import { threadsAsked } from '../threads/inThisThread.js';
import { type See, seeJson } from './optionTable.js';

/** With the threads that were started, which is all that differs. */
export const seeThreads: See = (run, read) => {
  const seen = seeJson(run, read) as object;
  const asked = threadsAsked.splice(0);
  return { ...seen, ...(asked.length > 0 && { threads: asked[0] }) };
};
