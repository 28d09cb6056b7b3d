/**
 * Everything a probe of an order webhook says. `ticker` and `action` alone are a valid order and unknown
 * fields are ignored, so this type lists its fields one by one and holds neither.
 */
export interface ProbeBody {
  readonly type: 'health_check';
  /** ISO 8601, UTC. */
  readonly timestamp: string;
}

/** `never` for a body that could be an order: then `probeBody` does not compile. */
type NoOrder<T> = Extract<keyof T, 'ticker' | 'action'> extends never ? T : never;

// A field more or less in the type does not compile here, and at run time nothing else is written.
const fields: Readonly<Record<keyof ProbeBody, true>> = { type: true, timestamp: true };

/** The body of a probe sent at `at`, milliseconds since 1970. */
export function probeBody(at: number): NoOrder<ProbeBody> {
  return { type: 'health_check', timestamp: new Date(at).toISOString() };
}

/** The body as it goes over the wire: the listed fields, whatever else the object was given. */
export function probeText(body: ProbeBody): string {
  return JSON.stringify(body, Object.keys(fields));
}
