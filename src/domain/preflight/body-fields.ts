import type { Secret } from '../secret.ts';

/** The fields of a JSON object in a body; none for anything else. Their values may be anything. */
export function fieldsOf(body: Secret): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(body.reveal());
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
