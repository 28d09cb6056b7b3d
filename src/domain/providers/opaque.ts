import { wholeValue } from './plain-text.ts';
import type { Provider } from './provider.ts';
import { alphanumerics, spell } from './spell.ts';

/** A credential nobody documents a shape for: the core is the trimmed value, and all of it is secret. */
export const opaque: Provider = {
  name: 'opaque',
  cores: wholeValue,
  secretPart: (core) => core,
  machineMade: () => false,
  // There is no shape to miss; only a blank value cannot be a credential.
  shape: (value) => (value.trim() === '' ? 'unverified' : 'good'),
  demo: (bytes) => spell(bytes.subarray(0, 40), alphanumerics),
};
