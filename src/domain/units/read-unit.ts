import { Secret } from '../secret.ts';
import { commandsOf } from './exec-line.ts';
import { withSpecifiers } from './specifiers.ts';
import type { UnitFile } from './unit-file.ts';
import { linesOf, type UnitLine } from './unit-lines.ts';
import {
  type EnvFileLine,
  type EnvironmentLine,
  type ExecLine,
  type ExecName,
  execNames,
  type SettingLine,
  type SettingName,
  settingNames,
  type UnitReading,
  type UnsetLine,
  type WordLine,
} from './unit-reading.ts';
import { wordsOf } from './unit-words.ts';

// One definition is read once, however many judgements ask for it.
const read = new WeakMap<readonly UnitFile[], UnitReading>();

/** What a unit's files say together, merged in their order as systemd merges them (252). */
export function readUnit(unit: string, files: readonly UnitFile[]): UnitReading {
  const before = read.get(files);
  if (before?.unit === unit) return before;
  const reading = merged(unit, files);
  read.set(files, reading);
  return reading;
}

type Lists = {
  -readonly [K in keyof Pick<
    UnitReading,
    'envFiles' | 'ignoredEnvFiles' | 'environment' | 'passed' | 'unset' | 'notRestartedOn'
  >]: UnitReading[K];
};

interface Draft extends Lists {
  readonly unit: string;
  readonly exec: Record<ExecName, readonly ExecLine[]>;
  readonly settings: Partial<Record<SettingName, SettingLine>>;
}

function merged(unit: string, files: readonly UnitFile[]): UnitReading {
  const draft: Draft = {
    unit,
    envFiles: [],
    ignoredEnvFiles: [],
    environment: [],
    passed: [],
    unset: [],
    notRestartedOn: [],
    exec: Object.fromEntries(execNames.map((name) => [name, []])) as unknown as Draft['exec'],
    settings: {},
  };
  for (const file of files) {
    for (const line of linesOf(file).lines) {
      if (line.section === 'Service') take(draft, line, `${file.path}:${line.line}`);
    }
  }
  const whole = files.every(
    (file) => file.text !== undefined && linesOf(file).givesUpAt === undefined,
  );
  return { ...draft, path: files[0]?.path ?? '', whole };
}

function take(draft: Draft, line: UnitLine, where: string): void {
  const { key, value } = line;
  if (isOneOf(execNames, key)) {
    const commands = commandsOf(value, draft.unit).map((command) => ({ ...command, where }));
    draft.exec[key] = value === '' ? [] : [...draft.exec[key], ...commands];
  } else if (isOneOf(settingNames, key)) takeSetting(draft, key, value, where);
  else lists[key]?.(draft, value, where);
}

function isOneOf<T extends string>(names: readonly T[], key: string): key is T {
  return (names as readonly string[]).includes(key);
}

/** The lists; an empty assignment empties one. */
const lists: Readonly<Record<string, (draft: Draft, value: string, where: string) => void>> = {
  EnvironmentFile: (draft, value, where) => {
    if (value === '') draft.envFiles = [];
    else takeEnvFile(draft, value, where);
  },
  Environment: (draft, value, where) => {
    if (value === '') draft.environment = [];
    for (const one of assignments(draft.unit, value, where))
      draft.environment = [...draft.environment.filter(({ key }) => key !== one.key), one];
  },
  PassEnvironment: (draft, value, where) => {
    draft.passed = value === '' ? [] : [...draft.passed, ...wordLines(draft.unit, value, where)];
  },
  UnsetEnvironment: (draft, value, where) => {
    draft.unset = value === '' ? [] : [...draft.unset, ...unsetLines(draft.unit, value, where)];
  },
  RestartPreventExitStatus: (draft, value, where) => {
    draft.notRestartedOn =
      value === '' ? [] : [...draft.notRestartedOn, ...wordLines(draft.unit, value, where)];
  },
};

/** The whole value is one path: neither quotes nor blanks are anything special. */
function takeEnvFile(draft: Draft, value: string, where: string): void {
  const { text, open } = withSpecifiers(value, draft.unit) ?? { text: '', open: false };
  const optional = text.startsWith('-');
  const path = simplified(optional ? text.slice(1) : text);
  const line: EnvFileLine = { path, optional, open, where };
  if (path.startsWith('/') && !path.split('/').includes('..'))
    draft.envFiles = [...draft.envFiles, line];
  else draft.ignoredEnvFiles = [...draft.ignoredEnvFiles, { text: value, where }];
}

function simplified(path: string): string {
  const start = path.startsWith('/') ? '/' : '';
  return (
    start +
    path
      .split('/')
      .filter((part) => part !== '' && part !== '.')
      .join('/')
  );
}

const keyForm = /^[A-Za-z_][A-Za-z0-9_]*$/;

function assignments(unit: string, value: string, where: string): readonly EnvironmentLine[] {
  return wordLines(unit, value, where).flatMap(({ word }) => {
    const equals = word.indexOf('=');
    const key = word.slice(0, Math.max(equals, 0));
    if (!keyForm.test(key) || /\p{Surrogate}/u.test(word)) return [];
    return [{ key, value: Secret.of(word.slice(equals + 1)), where }];
  });
}

function unsetLines(unit: string, value: string, where: string): readonly UnsetLine[] {
  return wordLines(unit, value, where).map(({ word }) => {
    const equals = word.indexOf('=');
    if (equals < 0) return { key: word, where };
    return { key: word.slice(0, equals), value: Secret.of(word.slice(equals + 1)), where };
  });
}

function wordLines(unit: string, value: string, where: string): readonly WordLine[] {
  return wordsOf(value).words.flatMap((one) => {
    const word = withSpecifiers(one, unit)?.text;
    return word === undefined ? [] : [{ word, where }];
  });
}

const accepted: Readonly<Record<SettingName, RegExp>> = {
  Type: /^(?:simple|exec|forking|oneshot|dbus|notify|notify-reload|idle)$/,
  User: /^/,
  Group: /^/,
  UMask: /^[0-7]{1,5}$/,
  DynamicUser: /^(?:1|0|yes|no|y|n|true|false|t|f|on|off)$/i,
  Restart: /^(?:no|on-success|on-failure|on-abnormal|on-watchdog|on-abort|always)$/,
  NotifyAccess: /^(?:none|main|exec|all)$/,
  MemoryDenyWriteExecute: /^(?:1|0|yes|no|y|n|true|false|t|f|on|off)$/i,
};

/** What systemd cannot read it ignores, and what stood before counts. */
function takeSetting(draft: Draft, name: SettingName, value: string, where: string): void {
  const text = withSpecifiers(value, draft.unit)?.text;
  if (text === undefined) return;
  if (text === '' && (name === 'User' || name === 'Group')) delete draft.settings[name];
  else if (accepted[name].test(text)) draft.settings[name] = { text, where };
}

/** True when a setting of yes or no says yes. */
export function saysYes(setting: SettingLine | undefined): boolean {
  return /^(?:1|yes|y|true|t|on)$/i.test(setting?.text ?? '');
}
