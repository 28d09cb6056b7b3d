import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { must, put, unhooked } from '../hooks/a-hooked-repository.ts';
import { scratch } from '../scratch.ts';

const checkout = resolve(import.meta.dirname, '../..');

/** The built program. */
export const built = join(checkout, 'dist/pine-env.cjs');

/** A recipe of `Deployment/ci/`, as a CI system reads it. */
export const recipe = (name: string) =>
  parse(readFileSync(join(checkout, 'Deployment/ci', name), 'utf8'));

export type Variables = Readonly<Record<string, string>>;

export interface Ran {
  readonly code: number | null;
  readonly said: string;
}

/** A machine that runs jobs: a home, a workspace, programs of ours in front of PATH, and variables from step to step. */
export function aRunner() {
  const [home, workspace, bin] = [scratch(), scratch(), scratch()];
  const handed = join(home, 'handed');
  writeFileSync(handed, '');
  const environment = (): Variables => ({
    PATH: `${bin}:${process.env.PATH}`,
    ...{ HOME: home, TMPDIR: home, GITHUB_ENV: handed },
    ...Object.fromEntries(
      [...readFileSync(handed, 'utf8').matchAll(/^(\w+)=(.*)$/gm)].map(([, name, value]) => [
        name,
        value,
      ]),
    ),
  });
  return {
    home,
    workspace,
    /** Puts a program of ours in front of the others. */
    double: (name: string, script: string) => put(bin, name, `#!/bin/sh\n${script}\n`, 0o755),
    /** Runs a step in this shell; stderr is a pipe, as a runner has it. */
    run: ([program, ...words]: Shell, script: string, variables: Variables = {}): Ran => {
      const file = join(scratch(), 'step.sh');
      writeFileSync(file, script);
      const ran = spawnSync(program, [...words, file], {
        cwd: workspace,
        env: { ...environment(), ...variables },
        encoding: 'utf8',
      });
      return { code: ran.status, said: `${ran.stdout}${ran.stderr}` };
    },
  };
}

type Shell = readonly [program: string, ...words: string[]];

/** As a GitHub runner starts `shell: bash`. */
export const githubShell: Shell = ['bash', '--noprofile', '--norc', '-eo', 'pipefail'];

/** As a GitLab runner runs `script` where there is no bash. */
export const gitlabShell: Shell = ['sh', '-e'];

/** A repository from which a recipe can build the program: ours, built already. */
export function sourceOfProgram(): Variables {
  const at = unhooked();
  put(at, 'dist/pine-env.cjs', `require(${JSON.stringify(built)});\n`);
  must(at, 'add', '-A');
  must(at, 'commit', '-qm', 'the program');
  return { PINE_ENV_SOURCE: at, PINE_ENV_COMMIT: must(at, 'rev-parse', 'HEAD') };
}
