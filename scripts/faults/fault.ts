/** One thing done wrongly on purpose, to see whether a test notices. */
export interface Fault {
  /** Unlike that of any other, and telling what is wrong. */
  readonly id: string;
  /** The end of the path of a file of src: its base name where that is the only one, else with folders before it. */
  readonly file: string;
  /** What stands in the file, once. */
  readonly text: string;
  /** What is put in its place. */
  readonly replacement: string;
  /** Of a file of the command line: the commands that it serves, where it is not that of one command. */
  readonly commands?: readonly string[];
}
