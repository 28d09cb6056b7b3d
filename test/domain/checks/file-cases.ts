import type { FileFacts } from '../../../src/domain/file-facts.ts';
import type { EnvFile } from '../../../src/domain/world.ts';
import { anEnvFile, fileFacts, liveFile, paperFile, type Setup } from '../a-world.ts';
import { liveText, paperText } from '../env-samples.ts';
import { type Case, onLive, onPaper, paperPath } from './case.ts';

const error = `error ${paperPath}`;

function paperIs(change: Partial<FileFacts>, content = paperText()): Setup {
  return { files: { [paperFile]: anEnvFile(paperFile, content, change) } };
}

function only(file: EnvFile): Setup {
  return { files: { [file.file]: file } };
}

const unread = (change: Partial<FileFacts>): Setup =>
  only({ kind: 'opened', file: paperFile, facts: fileFacts(change) });

const closed = (errno: string, kind?: FileFacts['kind']): Setup =>
  only({
    kind: 'closed',
    file: paperFile,
    error: { kind: 'unsafe-file', rule: 'r', message: 'm', remedy: 'r', errno },
    ...(kind && { facts: fileFacts({ kind }) }),
  });

/** What is judged without looking into an env file. */
export const fileCases: readonly Case[] = [
  ...onPaper(
    'env-file-missing',
    ['there is no file', only({ kind: 'absent', file: paperFile }), error],
    ['the file of another profile is missing', only({ kind: 'absent', file: liveFile })],
    ['the file cannot be opened', closed('EACCES', 'file')],
  ),
  ...onPaper(
    'env-file-unreadable',
    ['it belongs to somebody else', closed('EACCES', 'file'), error],
    ['not even its facts can be had', closed('EACCES'), error],
    ['it is a socket', closed('ENXIO', 'socket'), error],
    ['it is a link, which has a rule of its own', closed('ELOOP', 'link')],
    ['it can be read', {}],
  ),
  ...onPaper(
    'env-file-is-link',
    ['it is a symlink', closed('ELOOP', 'link'), error],
    ['it cannot be read', closed('EACCES', 'file')],
    ['it is a file', {}],
  ),
  ...onPaper(
    'env-file-not-regular',
    ['it is a FIFO', unread({ kind: 'fifo' }), error],
    ['it is a directory', unread({ kind: 'directory' }), error],
    ['it is a device', unread({ kind: 'device' }), error],
    ['it is a file', {}],
  ),
  ...onPaper(
    'env-file-hard-linked',
    ['it has a second name', paperIs({ nlink: 2 }), error],
    ['it was unlinked while it was read', paperIs({ nlink: 0 }), error],
    ['it has one name', paperIs({ nlink: 1 })],
    ['a directory has many', unread({ kind: 'directory', nlink: 4 })],
  ),
  ...onPaper(
    'env-file-empty',
    ['it has no byte', paperIs({}, ''), error],
    ['it has one byte', paperIs({}, '\n')],
    ['a FIFO has no size', unread({ kind: 'fifo', size: 0 })],
  ),
  ...onPaper(
    'env-file-too-large',
    ['it has a byte more than 64 KiB', unread({ size: 65_537 }), error],
    ['it has exactly 64 KiB', unread({ size: 65_536 })],
  ),
  ...onPaper(
    'env-file-mode',
    ...[0o640, 0o644, 0o400, 0o4600, 0o2600, 0o1600, 0o700, 0o000].map(
      (mode) => [`mode ${mode.toString(8)}`, paperIs({ mode }), error] as const,
    ),
    ['0600, as declared', paperIs({ mode: 0o600 })],
    ['0400, as declared', { ...paperIs({ mode: 0o400 }), profiles: { paper: { mode: '0400' } } }],
    ['0600 where 0400 is declared', { profiles: { paper: { mode: '0400' } } }, error],
    ['a FIFO of another mode', unread({ kind: 'fifo', mode: 0o644 })],
  ),
  ...onPaper(
    'env-file-owner',
    ['it belongs to a stranger', paperIs({ uid: 1000 }), error],
    ['it belongs to root, not to the service account', paperIs({ uid: 0 }), error],
    ['it belongs to the service account', {}],
    ['only the group is another', paperIs({ gid: 0 })],
  ),
  ...onPaper(
    'env-file-group',
    ['it has another group', paperIs({ gid: 0 }), error],
    ['it has the declared group', {}],
    ['only the user is another', paperIs({ uid: 0 })],
  ),
  ...onPaper(
    'env-file-refused',
    ['a NUL byte', paperIs({}, 'A=1\nB=\0\n'), `${error}:2`],
    [
      'bytes that are not UTF-8 in a value',
      { files: { [paperFile]: new Uint8Array([...Buffer.from('A=1\nB=2\nC='), 0xff, 0x0a]) } },
      `${error}:3`,
    ],
    ['a noncharacter', paperIs({}, 'A=\uFFFE\n'), `${error}:1`],
    ['lines it merely ignores', paperIs({}, 'this is no line\nexport A=1\n')],
    ['the file of another profile', { files: { [liveFile]: `${liveText()}\0` } }],
  ),
  ...onPaper(
    'env-file-tracked',
    ['git tracks it', { git: new Map([[paperFile, 'tracked']]) }, error],
    [
      'git tracks it and it is not there any more',
      { ...only({ kind: 'absent', file: paperFile }), git: new Map([[paperFile, 'tracked']]) },
      error,
    ],
    ['git ignores it', { git: new Map([[paperFile, 'ignored']]) }],
    ['git tracks the file of another profile', { git: new Map([[liveFile, 'tracked']]) }],
    ['there is no repository', { git: new Map([[paperFile, 'no-repository']]) }],
  ),
  ...onPaper(
    'env-file-not-ignored',
    ['git would take it in', { git: new Map([[paperFile, 'untracked']]) }, error],
    [
      'git would, but there is no file',
      { ...only({ kind: 'absent', file: paperFile }), git: new Map([[paperFile, 'untracked']]) },
    ],
    ['git tracks it, which has a rule of its own', { git: new Map([[paperFile, 'tracked']]) }],
    ['git ignores it', {}],
  ),
  ...onLive('env-file-mode', ['only paper has a wrong mode', paperIs({ mode: 0o644 })]),
  ...onLive('env-file-owner', ['only paper has a wrong owner', paperIs({ uid: 1000 })]),
];
