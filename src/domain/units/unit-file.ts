/** One file of a unit's definition: its own or a drop-in, in the order in which systemd merges them. */
export interface UnitFile {
  /** Absolute. */
  readonly path: string;
  /** Undefined when it cannot be read. */
  readonly text: string | undefined;
}
