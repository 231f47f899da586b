export { MOST_BLOCKS, blockOf, checkBlocks } from '../trajectories/blockOf.js';
