interface Unlike {
  /** What the model reads, when that is something else. */
  readonly reads?: unknown;
  /** The keys that the model does not predict although the file determines them; `*`: none. */
  readonly unsure?: readonly string[];
  readonly why: string;
}

const base64 = (text: string) => Buffer.from(text).toString('base64');

const output = 'nothing in a file is executed, so what a command would print is not known';
const fileNames = 'a question mark in the value stands for file names, which nobody looked at';
const engine = 'only what the client sends was seen, not what the engine makes of such bytes';

/** Where a model says something else than was seen, with the reason; by `LOADER EXAMPLE`. */
export const unlike: Readonly<Record<string, Unlike>> = {
  'node_env_file adv-608': {
    reads: [
      ['A', base64(`$${'{PINE_OUTER}'}`)],
      ['B', base64('$PINE_OUTER')],
      ['C', base64('$PINE_OUTER')],
      ['PINE_OUTER', base64('inner')],
    ],
    why: 'the model says what the file gives; node leaves alone a name that is already set',
  },
  'bash adv-216': { unsure: ['A'], why: output },
  'dash adv-216': { unsure: ['A'], why: output },
  'xargs_export adv-198': { unsure: ['A'], why: fileNames },
  'xargs_export adv-241': { unsure: ['WEBHOOK'], why: fileNames },
  'xargs_export adv-509': { unsure: ['TRADERSPOST_WEBHOOK_URL'], why: fileNames },
  'docker adv-398': { unsure: ['A'], why: engine },
  'compose adv-386': { unsure: ['A'], why: engine },
  'compose adv-398': { unsure: ['A'], why: engine },
};
