import { shownName } from '../names.ts';
import { check } from './check.ts';
import { allAssignments } from './values.ts';

/** What Node and pine-env themselves take from the environment that the gate inherits. */
const steering = /^(?:NODE_.+|OPENSSL_CONF|SSLKEYLOGFILE|PINE_ENV_.+)$/;

/** The gate runs with the env file's variables before it has judged one of them. */
export const keySteersGate = check(
  'key-steers-gate',
  'error',
  'no key changes how the gate itself runs',
  (view) =>
    allAssignments(view)
      .filter(({ key }) => steering.test(key))
      .map(({ key, line, where }) => ({
        where: `${where}:${line} ${shownName(key)}`,
        message: `${shownName(key)} acts on the gate itself, before it has looked at anything`,
        remedy: 'take the line out; the worker does not need it',
      })),
);
