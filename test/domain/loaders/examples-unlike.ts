interface Unlike {
  readonly reads: unknown;
  readonly why: string;
}

const base64 = (text: string) => Buffer.from(text).toString('base64');

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
};
