/** In `nextState`, after the last step of an episode: the log names no state. */
export const NO_STATE = -1;
