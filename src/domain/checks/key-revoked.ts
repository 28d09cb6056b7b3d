import { knownValues } from '../identity.ts';
import { shownName } from '../names.ts';
import { check } from './check.ts';
import { readFiles } from './opened.ts';

export const keyRevoked = check('key-revoked', 'error', 'no value is revoked', (view) => {
  const { registry } = view.world;
  if (registry.kind !== 'good') return [];
  return readFiles(view).flatMap(({ where, content }) =>
    knownValues(registry.registry, content)
      .filter(({ registrations }) =>
        registrations.some(({ generation }) => generation === 'revoked'),
      )
      .map(({ key, line }) => ({
        where: `${where}:${line} ${shownName(key)}`,
        message: `${shownName(key)} holds a value that was revoked`,
        remedy: `see which one is current: pine-env keys ${shownName(key)}`,
      })),
  );
});
