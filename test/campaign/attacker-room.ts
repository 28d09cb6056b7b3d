/* What an attacker lays out on a machine; everything of it writes a canary file when it is run. */
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { must } from '../faults/sandbox.ts';
import { scratch, sharedScratch } from '../scratch.ts';

export const attacker = { uid: 54_321, gid: 54_321 };

/** Where an attacker's things are, and where his code would leave its mark. */
export interface AttackerRoom {
  readonly room: string;
  readonly canaries: string;
  /** Programs by the names of those that we start. */
  readonly bin: string;
  /** Modules by the names of those that a bundle might ask for. */
  readonly modules: string;
  /** A home with a git config, shell start-up files and a root of one's own. */
  readonly home: string;
  /** A directory to be started in: a root, a package and modules. */
  readonly cwd: string;
  readonly evil: string;
}

const programs = [
  ...[
    'flock',
    'systemctl',
    'git',
    'getent',
    'logger',
    'setpriv',
    'mkfifo',
    'id',
    'sh',
    'bash',
    'env',
  ],
  ...['tmux', 'screen', 'ps', 'who', 'vault', 'aws', 'gcloud', 'pass', 'sops', 'age', 'python3'],
  ...['journalctl', 'loginctl', 'stty', 'lsattr', 'getfacl', 'dscacheutil', 'hostname', 'uname'],
];
const names = [
  ...['yargs', 'yaml', 'kleur', 'fs-extra', 'valibot', 'dotenv', 'graceful-fs', '@noble/hashes'],
  ...['fs', 'path', 'os', 'process', 'child_process', 'systemd', 'undici', 'source-map-support'],
];

/** Lays everything out, owned by a stranger who may write all of it. */
export async function attackerRoom(): Promise<AttackerRoom> {
  const room = sharedScratch() ?? scratch();
  const canaries = join(room, 'canaries');
  const at = (name: string) => join(room, name);
  for (const name of ['bin', 'modules', 'home', 'cwd', 'canaries']) mkdirSync(at(name));
  chmodSync(canaries, 0o1777);
  const shell = (what: string) => `#!/bin/sh\necho "$0 $*" >>'${canaries}/${what}'\nexit 0\n`;
  const script = (what: string) =>
    `require('node:fs').appendFileSync(${JSON.stringify(join(canaries, what))}, process.argv.join(' ') + '\\n');\n`;
  for (const name of programs)
    writeFileSync(at(`bin/${name}`), shell(`program-${name}`), { mode: 0o755 });
  for (const where of [
    'modules',
    'cwd/node_modules',
    'home/.node_modules',
    'home/.node_libraries',
  ]) {
    for (const name of names) {
      mkdirSync(at(`${where}/${name}`), { recursive: true });
      writeFileSync(at(`${where}/${name}/index.js`), script(`module-${name.replace('/', '-')}`));
    }
  }
  const evil = at('evil.cjs');
  writeFileSync(evil, script('required'));
  const hook = at('bin/hook');
  writeFileSync(hook, shell('git-hook'), { mode: 0o755 });
  writeFileSync(at('git-config'), gitConfig(hook));
  writeFileSync(at('home/.gitconfig'), gitConfig(hook));
  for (const name of ['.bashrc', '.profile', '.bash_profile', '.zshrc', '.zshenv', '.kshrc']) {
    writeFileSync(at(`home/${name}`), `echo "${name}" >>'${canaries}/start-up'\n`);
  }
  mkdirSync(at('home/.config'));
  await must(['init', '--demo', '--root', at('home/.config/pine-env')]);
  await must(['init', '--demo', '--root', at('cwd')]);
  const manifest = { name: 'x', type: 'module', imports: { '#x': './x.cjs' }, main: './x.cjs' };
  writeFileSync(at('cwd/package.json'), JSON.stringify(manifest));
  writeFileSync(at('cwd/.env'), `NODE_OPTIONS=--require=${evil}\nPINE_ENV_ROOT=${at('cwd')}\n`);
  writeFileSync(at('cwd/.npmrc'), `node-options=--require=${evil}\n`);
  execFileSync('chown', ['-R', `${attacker.uid}:${attacker.gid}`, room]);
  const { home, cwd, bin, modules } = {
    home: at('home'),
    cwd: at('cwd'),
    bin: at('bin'),
    modules: at('modules'),
  };
  return { room, canaries, bin, modules, home, cwd, evil };
}

/** Everything in a git config that names a program. */
export function gitConfig(hook: string): string {
  return [
    '[core]',
    ...['fsmonitor', 'pager', 'editor', 'sshCommand', 'gitProxy', 'askPass'].map(
      (name) => `\t${name} = ${hook}`,
    ),
    `\thooksPath = ${hook}.d`,
    '\tuntrackedCache = true',
    '[alias]',
    ...['ls-files', 'status', 'cat-file', 'log', 'rev-parse', 'config', 'diff'].map(
      (name) => `\t${name} = !${hook}`,
    ),
    `[diff]\n\texternal = ${hook}`,
    `[diff "x"]\n\ttextconv = ${hook}\n\tcommand = ${hook}`,
    `[filter "x"]\n\tclean = ${hook}\n\tsmudge = ${hook}\n\tprocess = ${hook}`,
    `[credential]\n\thelper = !${hook}`,
    `[gpg]\n\tprogram = ${hook}`,
    `[uploadpack]\n\tpackObjectsHook = ${hook}`,
    '',
  ].join('\n');
}

/** The marks that were left so far, each with what it was called with. */
export function marks({ canaries }: AttackerRoom): readonly string[] {
  return readdirSync(canaries);
}

/** Takes the marks away. */
export function wipe({ canaries }: AttackerRoom): void {
  execFileSync('find', [canaries, '-mindepth', '1', '-delete']);
}
