import type { Command, Shape } from './command.ts';

/** A verb in the index: enough for the help; its code is loaded only when it is asked for. */
export interface Verb {
  readonly verb: string;
  readonly shape: Shape;
  /** The words after the verb: `[PROFILE]`. */
  readonly usage: string;
  readonly summary: string;
  load(): Promise<Command>;
}

/** Every verb there is; adding one is one file and one entry here. */
export const verbs: readonly Verb[] = [
  {
    verb: 'use',
    shape: 'change',
    usage: '<profile>',
    summary: 'switch to a profile; `use -` goes back to the one before',
    load: async () => (await import('./use.ts')).use,
  },
  {
    verb: 'status',
    shape: 'ask',
    usage: '',
    summary: 'what is linked, and is it sound; --expect is the deployment check',
    load: async () => (await import('./status.ts')).status,
  },
  {
    verb: 'check',
    shape: 'check',
    usage: '[profile]',
    summary: 'every judgement on a profile, before it is used',
    load: async () => (await import('./check.ts')).check,
  },
  {
    verb: 'preflight',
    shape: 'check',
    usage: '[profile]',
    summary: 'ask the providers about its keys; can place no order',
    load: async () => (await import('./preflight.ts')).preflight,
  },
  {
    verb: 'explain',
    shape: 'ask',
    usage: '[key]',
    summary: 'what each loader and the worker make of a key',
    load: async () => (await import('./explain.ts')).explainKey,
  },
  {
    verb: 'list',
    shape: 'ask',
    usage: '',
    summary: 'all profiles and their state',
    load: async () => (await import('./list.ts')).list,
  },
  {
    verb: 'diff',
    shape: 'check',
    usage: '<profile> [profile]',
    summary: 'two profiles key by key, or a running unit and a file',
    load: async () => (await import('./diff.ts')).diff,
  },
  {
    verb: 'keys',
    shape: 'ask',
    usage: '[name]',
    summary: 'which key belongs to which environment; --enroll records them',
    load: async () => (await import('./keys.ts')).keys,
  },
  {
    verb: 'rotate',
    shape: 'change',
    usage: '[name] [-- command...]',
    summary: 'a new value for a key, step by step; again: goes on',
    load: async () => (await import('./rotate.ts')).rotate,
  },
  {
    verb: 'pull',
    shape: 'change',
    usage: '<profile>',
    summary: 'write its env file from its source; --check: do they agree?',
    load: async () => (await import('./pull.ts')).pull,
  },
  {
    verb: 'adopt',
    shape: 'change',
    usage: '[profile]',
    summary: 'a plain env file becomes a profile and a link; --undo: back',
    load: async () => (await import('./adopt.ts')).adopt,
  },
  {
    verb: 'history',
    shape: 'ask',
    usage: '',
    summary: 'who switched what, when and why; --verify proves it unchanged',
    load: async () => (await import('./history.ts')).history,
  },
  {
    verb: 'rollback',
    shape: 'change',
    usage: '',
    summary: 'back to an earlier state of the links',
    load: async () => (await import('./rollback.ts')).rollback,
  },
  {
    verb: 'scan',
    shape: 'check',
    usage: '[path...]',
    summary: 'leaked secrets in files, commits, history, logs: our own first',
    load: async () => (await import('./scan.ts')).scan,
  },
  {
    verb: 'run',
    shape: 'hand-over',
    usage: '[profile] -- <command...>',
    summary: "one command with a profile's keys and nobody else's",
    load: async () => (await import('./run.ts')).run,
  },
  {
    verb: 'shell',
    shape: 'hand-over',
    usage: '[profile]',
    summary: "a sub-shell with a profile's keys, a badge and an end",
    load: async () => (await import('./shell.ts')).shell,
  },
  {
    verb: 'gate',
    shape: 'hand-over',
    usage: '[-- command...]',
    summary: "the worker's own door: refuses, or becomes the worker",
    load: async () => (await import('./gate.ts')).gate,
  },
  {
    verb: 'shell-init',
    shape: 'hand-over',
    usage: '<bash|zsh|fish>',
    summary: 'for a start-up file: the link in the prompt, pine_forget',
    load: async () => (await import('./shell-init.ts')).shellInit,
  },
  {
    verb: 'completion',
    shape: 'hand-over',
    usage: '<bash|zsh|fish>',
    summary: 'a script that completes verbs, options, profiles, keys',
    load: async () => (await import('./completion.ts')).completion,
  },
  {
    verb: 'init',
    shape: 'change',
    usage: '',
    summary: 'make the tree of a root; never overwrites',
    load: async () => (await import('./init.ts')).init,
  },
];
