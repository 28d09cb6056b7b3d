import * as fs from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import type { HookProgram, Host } from '../ports.ts';
import { accountsOf } from './accounts.ts';
import { diskOver } from './disk.ts';
import { type ProcessFacts, thisMachine } from './machine.ts';

/** Where this program's own files are, and on what system it runs. */
export interface Installation {
  readonly platform: string;
  /** Node's own: `20.19.0`. */
  readonly node: string;
  /** The directory with the shipped templates. */
  readonly templates: string;
  /** How another program starts us: absolute paths. */
  readonly program: HookProgram;
  /** The directory with the start-up files of the shells. */
  readonly shells: string;
}

/** The machine as it is; ports whose code costs start-up time are loaded when a verb opens them. */
export function realHost(facts: ProcessFacts, installation: Installation): Host {
  const { platform, node, templates, program, shells } = installation;
  return {
    shells,
    disk: diskOver(fs),
    clock: { now: () => Date.now(), wait: (milliseconds) => setTimeout(milliseconds) },
    random: { bytes: (count) => crypto.getRandomValues(new Uint8Array(count)) },
    machine: thisMachine(facts),
    accounts: accountsOf(facts),
    lock: async () =>
      platform === 'darwin'
        ? (await import('./exlock.ts')).exlockLock()
        : (await import('./flock.ts')).flockLock(),
    terminal: async () => (await import('./terminal.ts')).controllingTerminal(),
    standardInput: async () => (await import('./standard-input.ts')).standardInput(),
    git: async () => (await import('./git.ts')).realGit(),
    gitHooks: async () => (await import('./git-hooks.ts')).gitHooks(program, facts.environment),
    templates: async () => (await import('./templates.ts')).templatesIn(templates),
    announcer: async () => (await import('./announcer.ts')).systemLog(),
    configText: async () => (await import('./yaml-config.ts')).yamlConfig(),
    runtimeConfigText: async () => (await import('./runtime-config-text.ts')).runtimeConfigText(),
    processes: async () => (await import('./proc.ts')).processesIn('/proc', facts.environment),
    unitControl: async () => (await import('./systemctl.ts')).systemctl(),
    progress: async () => (await import('./progress.ts')).progressOn(2, facts.environment),
    web: async () => (await import('./web.ts')).webOver(facts.environment, node),
    valueSources: async () => (await import('./value-sources.ts')).valueSources(),
    bytesWork: async () => (await import('./scan/bytes-work.ts')).bytesWork,
    leakSources: async () =>
      (await import('./scan/leak-sources.ts')).leakSources(
        facts.environment,
        facts.workingDirectory,
      ),
    secretSources: async () =>
      (await import('./sources/secret-sources.ts')).secretSources(facts.environment),
    multiplexers: async () =>
      (await import('./multiplexers.ts')).multiplexers({
        uid: facts.euid,
        environment: facts.environment,
      }),
    programs: async () => (await import('./programs.ts')).programsFrom(facts.workingDirectory),
  };
}
