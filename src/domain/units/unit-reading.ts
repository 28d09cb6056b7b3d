import type { Secret } from '../secret.ts';
import type { ExecCommand } from './exec-line.ts';

/** Where something stands: the file's absolute path and the line. */
interface At {
  readonly where: string;
}

/** An `EnvironmentFile=` that counts. */
export interface EnvFileLine extends At {
  /** Absolute, as systemd simplifies it; a wildcard where `isGlob` says so. */
  readonly path: string;
  /** True with a `-`: without the file the unit starts all the same. */
  readonly optional: boolean;
  /** True when a part of the path cannot be told from here. */
  readonly open: boolean;
}

/** An `Environment=` assignment that counts. */
export interface EnvironmentLine extends At {
  readonly key: string;
  readonly value: Secret;
}

/** One word of a list. */
export interface WordLine extends At {
  readonly word: string;
}

/** A name of `UnsetEnvironment=`; with a value only that very value is taken away. */
export interface UnsetLine extends At {
  readonly key: string;
  readonly value?: Secret;
}

/** A setting of one value; the last one that systemd accepts counts. */
export interface SettingLine extends At {
  readonly text: string;
}

/** A command of an `Exec…=` line. */
export interface ExecLine extends At, ExecCommand {}

/** The settings of one value that matter to us. */
export const settingNames = [
  'Type',
  'User',
  'Group',
  'UMask',
  'DynamicUser',
  'Restart',
  'NotifyAccess',
  'MemoryDenyWriteExecute',
] as const;

export type SettingName = (typeof settingNames)[number];

/** The lists of commands that matter to us. */
export const execNames = [
  'ExecCondition',
  'ExecStartPre',
  'ExecStart',
  'ExecReload',
  'ExecStop',
  'ExecStopPost',
] as const;

export type ExecName = (typeof execNames)[number];

/** What the files of a unit say together, its `[Service]` section alone. */
export interface UnitReading {
  /** The unit's name: an instance, a plain unit, or a template where no instance is known. */
  readonly unit: string;
  /** Absolute path of its own file, the first of them. */
  readonly path: string;
  /** False when a file could not be read to its end, so that more may be said there. */
  readonly whole: boolean;
  /** In the order in which systemd reads them: later ones win. */
  readonly envFiles: readonly EnvFileLine[];
  /** Lines that systemd ignores: not an absolute path, or one with `..`. */
  readonly ignoredEnvFiles: readonly SettingLine[];
  /** Each key once, as it counts. */
  readonly environment: readonly EnvironmentLine[];
  readonly passed: readonly WordLine[];
  readonly unset: readonly UnsetLine[];
  /** Exit codes and signals after which it is not started again. */
  readonly notRestartedOn: readonly WordLine[];
  readonly exec: Readonly<Record<ExecName, readonly ExecLine[]>>;
  readonly settings: Readonly<Partial<Record<SettingName, SettingLine>>>;
}
