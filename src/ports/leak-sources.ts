/** What is to be scanned. Paths are absolute. */
export type ScanSource =
  /** Files and directories. In a git work tree: what git tracks, ignored or not, and what it would add. */
  | { readonly kind: 'paths'; readonly paths: readonly string[] }
  /** What the next commit would change, as the index holds it. */
  | { readonly kind: 'staged'; readonly repository: string }
  /** Every object, reachable or not, and the names of refs, files and reflogs. */
  | { readonly kind: 'history'; readonly repository: string }
  /**
   * What these revisions reach and `since` does not. As `since`, nothing but zeros is the beginning of time,
   * and a pattern (`refs/remotes/origin/*`) is every ref that it matches, which may be none.
   */
  | {
      readonly kind: 'since';
      readonly repository: string;
      readonly since: string;
      readonly until: readonly string[];
    }
  | { readonly kind: 'stdin' }
  /** Log files, also compressed ones, and archives. */
  | { readonly kind: 'logs'; readonly paths: readonly string[] }
  /** What journald keeps of a unit. */
  | { readonly kind: 'journal'; readonly unit: string }
  /** The history files of shells and clients in these home directories. */
  | { readonly kind: 'shell-history'; readonly homes: readonly string[] }
  /** The environment of a process. */
  | { readonly kind: 'environment'; readonly pid: number };

/** One thing with bytes: a file, an object, an entry of an archive, a stream. */
export interface Piece {
  readonly kind: 'file' | 'object' | 'name' | 'stream' | 'entry';
  /** For people: a path as it was asked for, `commit 1f3a…`, `stdin`, `build.zip!logs/1.txt`; never a value. */
  readonly name: string;
  /** For `object`: its id, by which `places` finds path and commit. */
  readonly object?: string;
}

/** Who reads what a source gives. Its methods are called in order and never throw; bytes are only lent. */
export interface PieceReader {
  begin(piece: Piece): void;
  chunk(bytes: Uint8Array): void;
  end(): void;
  /** Something was left out, and why: `larger than 2 GiB`, `a socket`. */
  skipped(name: string, why: string): void;
  /** Something was asked for and could not be read, which must not pass as clean. */
  unreadable(name: string, why: string): void;
}

/** Where an object of a repository is or was. */
export interface ObjectPlace {
  readonly path?: string;
  readonly commit?: string;
}

/** Everything that can be scanned. Nothing is written, and nothing that a repository names is run. */
export interface LeakSources {
  /** Reads a source to its end. Throws `unsafe-file` or `usage` when it is not there at all. */
  read(source: ScanSource, reader: PieceReader): Promise<void>;
  /** Where objects are or were; asked for the few that leaks were found in. */
  places(repository: string, objects: readonly string[]): Promise<ReadonlyMap<string, ObjectPlace>>;
  /** The work tree or bare repository around a path; undefined when there is none. */
  repositoryOf(path: string): Promise<string | undefined>;
}
