/** How the segment calls what the links say: an arrow, since it tells of the link and not of this shell's keys. */
export const segmentText = {
  nothing: '(-> nothing)',
  unproven: '[-> ?]',
  mixed: '[-> MIXED]',
} as const;

/** What `pine_forget` says. */
export const forgetText = {
  gone: 'pine-env: forgotten in this shell:',
  none: 'pine-env: nothing to forget: no registered key is set in this shell',
  blind:
    'pine-env: nothing is forgotten: no registry is known here; cd to a root, or make this text with --root DIR',
} as const;

/** What `pine_forget` forgets beside the registered keys: what lets `run live` ask nobody. */
export const alsoForgotten = 'PINE_ENV_UNLOCKED';

/** What a shell's text is made for. */
export interface InitFacts {
  /** What `--root` says, absolute; absent: the root is looked for each time. */
  readonly root?: string;
  /** The registered keys at this moment. */
  readonly keys: readonly string[];
}
