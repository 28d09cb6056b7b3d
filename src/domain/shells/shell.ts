/** The shells that `shell` can open, as `--shell` spells them. */
export const shellNames = ['bash', 'zsh', 'fish', 'sh'] as const;

/** One of them. */
export type ShellName = (typeof shellNames)[number];

/** What a shell is told beside the profile's keys, by variables that its start-up text takes in and removes. */
export interface ToldApart {
  readonly [variable: string]: string;
}

/** One shell: how it is started, and the text that it reads last. */
export interface Shell {
  readonly name: ShellName;
  /** The words behind its name; `room` is the directory that holds the files. */
  words(room: string): readonly string[];
  /** What it must find in its environment to read our text; `inherited` is what it would have without us. */
  variables(room: string, inherited: (name: string) => string | undefined): ToldApart;
  /**
   * Its start-up files by their path in the room. None holds a secret or anything else that changes, so they
   * are laid down by the build: nothing is written when a shell opens, and nothing is left when it is killed.
   */
  readonly files: Readonly<Record<string, string>>;
}
