import type { ConfigValue } from './config-value.ts';
import { coerceFlag, type Flag } from './flag.ts';

const fallen: Flag = { value: false, clear: false };

/**
 * The worker's coercion of a flag in its config, texts already expanded: a boolean is itself, a
 * text is one of eight words, all else goes through `bool(int(...))`; what fails is false, not clear.
 */
export function coerceConfigFlag(value: ConfigValue): Flag {
  switch (value.kind) {
    case 'boolean':
      return { value: value.value, clear: true };
    case 'text':
      return coerceFlag(value.value.reveal());
    case 'integer':
      return { value: value.value !== 0n, clear: true };
    case 'float':
      return Number.isFinite(value.value)
        ? { value: Math.trunc(value.value) !== 0, clear: Number.isInteger(value.value) }
        : fallen;
    case 'other':
      return value.type === 'bytes' ? flagOfBytes(value.value.reveal()) : fallen;
    default:
      return fallen;
  }
}

// Python's int() takes bytes as it takes ASCII text, up to 4300 digits.
function flagOfBytes(text: string): Flag {
  const digits = /^[\t-\r ]*[+-]?([0-9]+(?:_[0-9]+)*)[\t-\r ]*$/
    .exec(text)?.[1]
    ?.replaceAll('_', '');
  if (digits === undefined || digits.length > 4300) return fallen;
  return { value: /[1-9]/.test(digits), clear: true };
}
