/** Where git looks for the hooks of one repository. */
export interface HookPlace {
  /** The work tree's top, or the repository itself where there is no work tree. */
  readonly top: string;
  /** The repository's own directory, which its linked work trees share. */
  readonly common: string;
  /** Absolute; it need not be there yet. */
  readonly directory: string;
  /** Who set `core.hooksPath`, as git calls it: `local`, `worktree`, `global`; undefined when nobody did. */
  readonly setBy?: string;
}

/** What a hook starts, by absolute paths: a graphical client knows no login shell's PATH. */
export interface HookProgram {
  readonly node: string;
  readonly script: string;
}

/** Git's word on hooks, and where this program is. */
export interface GitHooks {
  readonly program: HookProgram;
  /** Around a path; undefined outside any repository. Throws `unsafe-file` when git will not say. */
  find(from: string): HookPlace | undefined;
}
