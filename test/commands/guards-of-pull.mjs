/** What keeps a pull honest: what may come from a store, and who agrees to it. */
export const guardsOfPull = [
  {
    name: 'pull: a live value never comes into a safe profile',
    file: 'domain/sources/may-come.ts',
    from: "if (tier === 'safe' && live !== undefined) holdsLive(view, key, live);",
    to: '',
    tests: ['pull'],
  },
  {
    name: 'pull: to live only with a person',
    file: 'steps/pull.ts',
    from: '  if (isLive) {',
    to: '  if (isLive && linked && !linked) {',
    tests: ['pull'],
  },
  {
    name: 'pull: a linked live file must bear what use live demands',
    file: 'steps/pull.ts',
    from: 'if (isLive && linked) mustBearLive',
    to: 'if (isLive && !linked) mustBearLive',
    tests: ['pull'],
  },
  {
    name: 'pull: what changed since the look is not written over',
    file: 'steps/write-pull.ts',
    from: 'if (changed !== undefined) changedMeanwhile(changed);',
    to: '',
    tests: ['pull'],
  },
  {
    name: 'pull: consent is renewed for the new bytes',
    file: 'steps/write-pull.ts',
    from: 'if (agreed.renews) writeConsent(host, root, agreed);',
    to: '',
    tests: ['pull'],
  },
  {
    name: 'pull: recovery looks at the bytes',
    file: 'steps/recover.ts',
    from: "intent.verb === 'pull' || ",
    to: '',
    tests: ['pull'],
  },
  {
    name: 'pull: a copy in place is not left behind',
    file: 'steps/look-at-pull.ts',
    from: 'refuseCopy(view, linked);',
    to: '',
    tests: ['pull'],
  },
  {
    name: 'pull: use needs a file, whatever the source',
    file: 'domain/checks/index.ts',
    from: 'export const fileChecks: readonly Check[] = [envFileMissing, ',
    to: 'export const fileChecks: readonly Check[] = [envFileAwaited, ',
    tests: ['without-a-file'],
  },
];
