export { type CommandRun, commandRun } from '../../scripts/commands/commandRun.js';
